import facts from "../package.json" with { type: "json" };

/** The product's version, from package.json. */
export const VERSION: string = facts.version;

/** What Posthouse calls itself when it sends. */
export const USER_AGENT = `Posthouse/${VERSION}`;
