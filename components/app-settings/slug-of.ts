import { APP_SLUG } from "#domain/app/words.ts";

/** What a name suggests for addresses: `Café Sandbox 2` → `cafe-sandbox-2`. Empty where nothing of it can be used. */
export function slugOf(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, APP_SLUG.lengthMax)
    .replaceAll(/^-+|-+$/g, "");
}
