# syntax=docker/dockerfile:1

# Compiled with all dependencies, shipped with those of production alone.
FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
RUN npm run build && npm prune --omit=dev

FROM node:22-slim
ENV NODE_ENV=production \
    DATA_DIR=/var/lib/gst-scanner/data \
    LOGS_DIR=/var/lib/gst-scanner/logs \
    HEALTH_PORT=9090
WORKDIR /app
RUN install -d -o node -g node -m 0700 /var/lib/gst-scanner /var/lib/gst-scanner/data /var/lib/gst-scanner/logs
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The chat page's styles and markup are served as they stand.
COPY --from=build /app/src/local-telegram/chat-page ./src/local-telegram/chat-page
USER node
VOLUME /var/lib/gst-scanner
# Stopped gently, it finishes what runs: give it longer than SHUTDOWN_GRACE_MS.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.HEALTH_PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/main.js"]
