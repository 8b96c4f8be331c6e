-- The warehouse reads what happens in views from the stream by itself. Each statement is run once by the deployment, which
-- goes on where a thing is there already.
CREATE EXTERNAL SCHEMA IF NOT EXISTS stream FROM KINESIS IAM_ROLE default;

-- One row for each report of a view, as the API took it. Refreshed every hour by a schedule and not by AUTO REFRESH, which
-- would keep the warehouse awake all day.
CREATE MATERIALIZED VIEW reports DISTKEY(1) SORTKEY(2) AUTO REFRESH NO AS
SELECT
  partition_key AS view_id,
  approximate_arrival_timestamp AS received_at,
  shard_id,
  sequence_number,
  JSON_PARSE(kinesis_data) AS report
FROM stream."${STREAM}"
WHERE CAN_JSON_PARSE(kinesis_data);

-- What dashboards read: a row a video and day.
CREATE OR REPLACE VIEW daily_views AS
SELECT
  report."videoId"::VARCHAR AS video_id,
  TRUNC(received_at) AS day,
  COUNT(DISTINCT view_id) AS views,
  COUNT(*) AS reports
FROM reports
GROUP BY 1, 2
WITH NO SCHEMA BINDING;
