export * from "./audit.ts";
export * from "./delivery.ts";
export * from "./endpoint.ts";
export * from "./event.ts";
export * from "./notice.ts";
export * from "./rate-limit.ts";
export * from "./source.ts";
export * from "./tenant.ts";
