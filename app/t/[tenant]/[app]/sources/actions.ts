"use server";

import { createSource } from "#domain/source/create.ts";
import { deleteSource } from "#domain/source/delete.ts";
import { rotateSource } from "#domain/source/rotate.ts";
import { updateSource } from "#domain/source/update.ts";
import { action } from "#http/action.ts";

export const createSourceAction = action(createSource);
export const updateSourceAction = action(updateSource);
export const rotateSourceAction = action(rotateSource);
export const deleteSourceAction = action(deleteSource);
