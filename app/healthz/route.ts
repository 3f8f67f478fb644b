import { alive } from "#http/door/health.ts";

export const dynamic = "force-dynamic";

export const GET = alive;
