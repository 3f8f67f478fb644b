import { resumeReplay } from "#domain/replay/resume.ts";
import { resource, route } from "#http/route.ts";

export const { GET, POST, PUT, PATCH, DELETE } = resource({ POST: route(resumeReplay) });
