import type { Knex } from 'knex';

/** Counters of each video and day, which the events of views are added to as they come in. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    create table video_metric (
      video_id uuid not null references video (id) on delete cascade,
      day date not null,
      views integer not null,
      failed_starts integer not null,
      watched_ms bigint not null,
      completions integer not null,
      rebuffers integer not null,
      rebuffer_ms bigint not null,
      errors integer not null,
      primary key (video_id, day)
    );
    create index video_metric_day on video_metric (day);

    -- What there is already.
    insert into video_metric
    select * from (
      select
        video_id, day,
        count(*) filter (where type = 'start') as views,
        count(*) filter (where type = 'error' and not (data ->> 'started')::boolean) as failed_starts,
        coalesce(sum((data ->> 'playedMs')::bigint) filter (where type in ('beat', 'end', 'leave')), 0) as watched_ms,
        count(*) filter (where type = 'quartile' and (data ->> 'percent')::integer = 100) as completions,
        count(*) filter (where type = 'rebuffer') as rebuffers,
        coalesce(sum((data ->> 'ms')::bigint) filter (where type = 'rebuffer'), 0) as rebuffer_ms,
        count(*) filter (where type = 'error') as errors
      from view_event
      group by video_id, day
    ) counted
    where views + failed_starts + watched_ms + completions + rebuffers + rebuffer_ms + errors > 0;
  `);
};
