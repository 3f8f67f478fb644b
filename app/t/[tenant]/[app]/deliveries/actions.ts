"use server";

import { replayDelivery } from "#domain/delivery/replay.ts";
import { action } from "#http/action.ts";

export const replayDeliveryAction = action(replayDelivery);
