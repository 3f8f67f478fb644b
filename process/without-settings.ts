import { configSchema } from "#domain/config.ts";

/** The environment less every setting of ours: a test run must not reach into somebody's deployment. */
export function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings = new Set(Object.keys(configSchema.shape));
  return Object.assign(
    { NODE_ENV: env.NODE_ENV },
    Object.fromEntries(Object.entries(env).filter(([name]) => !settings.has(name))),
  );
}
