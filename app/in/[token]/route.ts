import { resource } from "#http/route.ts";
import { takeSourceRequest } from "#http/source-request.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ POST: takeSourceRequest });
