import { z } from "zod";
import { createEndpointInput, type Endpoint, updateEndpointInput } from "#domain/endpoint/schema.ts";
import { type EndpointFormValues, isFilled, toInput } from "./form-values.ts";

/** Form values → the input of `endpoint.create`, judged by its own schema. */
export const createFormSchema = formSchema((values): z.input<typeof createEndpointInput> => toInput(values, [])).pipe(
  createEndpointInput,
);

/** Form values → the input of `endpoint.update` without its id. Headers that were there and are gone are removed. */
export function updateFormSchema(endpoint: Pick<Endpoint, "requestConfig">) {
  const storedNames = Object.keys(endpoint.requestConfig.headers);
  const input = updateEndpointInput.omit({ id: true, status: true });
  return formSchema((values): z.input<typeof input> => toInput(values, storedNames)).pipe(input);
}

function formSchema<Input>(convert: (values: EndpointFormValues) => Input) {
  return z.custom<EndpointFormValues>().superRefine(refuseUnclearHeaders).transform(convert);
}

/** Two rows of one name, and a value without a name: a record could not tell which was meant. */
function refuseUnclearHeaders({ requestConfig }: EndpointFormValues, context: z.RefinementCtx): void {
  const rows = requestConfig.headers.filter(isFilled);
  const names = rows.map(({ name }) => name.trim().toLowerCase());
  const path = ["requestConfig", "headers"];
  if (names.includes("")) context.addIssue({ code: "custom", path, message: "Give every header a name" });
  const twice = names.find((name, at) => name !== "" && names.indexOf(name) !== at);
  if (twice !== undefined) context.addIssue({ code: "custom", path, message: `${twice} stands here twice` });
}
