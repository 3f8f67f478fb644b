export const ACTOR_TYPES = ["user", "key", "staff", "system"] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];
