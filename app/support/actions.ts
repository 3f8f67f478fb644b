"use server";

import { enterTenant } from "#domain/support/enter.ts";
import { leaveTenant } from "#domain/support/leave.ts";
import { listFailing } from "#domain/support/list-failing.ts";
import { staffAction } from "#http/action.ts";

export const enterTenantAction = staffAction(enterTenant);
export const leaveTenantAction = staffAction(leaveTenant);
export const listFailingAction = staffAction(listFailing);
