"use server";

import { replayDelivery } from "#domain/delivery/replay.ts";
import { cancelReplay } from "#domain/replay/cancel.ts";
import { createReplay } from "#domain/replay/create.ts";
import { pauseReplay } from "#domain/replay/pause.ts";
import { resumeReplay } from "#domain/replay/resume.ts";
import { action } from "#http/action.ts";

export const replayDeliveryAction = action(replayDelivery);
export const createReplayAction = action(createReplay);
export const pauseReplayAction = action(pauseReplay);
export const resumeReplayAction = action(resumeReplay);
export const cancelReplayAction = action(cancelReplay);
