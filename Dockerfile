# syntax=docker/dockerfile:1
# Pin what you build on: --build-arg NODE_IMAGE=node:24-slim@sha256:<digest>
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The image brings its own Node; the platform packages that pin it elsewhere are left out.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
# Maps and declarations are for whoever develops; nothing here reads them.
RUN find node_modules -type f \( -name "*.map" -o -name "*.d.ts" -o -name "*.d.mts" -o -name "*.d.cts" \) -delete
RUN mkdir state

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY src ./src
COPY data ./data
# For STATE_DIR: a volume mounted here belongs to the user below. All else may be read-only, as /tmp may be.
COPY --from=packages --chown=1000:1000 /app/state /var/lib/mesh-advisor
USER 1000:1000
EXPOSE 3978 9464
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3978}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
