/** The current time. Passed in wherever a rule depends on it, so that tests can say what time it is. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
