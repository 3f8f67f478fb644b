import { expectAccessible } from "./accessible.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

test("an event type is added with schema and example, judged while they are typed, and archived", async ({
  page,
  tenant,
}) => {
  await signIn(page, tenant.admin, tenant.path("event-types"));
  await expect(page.getByRole("heading", { name: "No event types yet" })).toBeVisible();
  await page.getByRole("link", { name: "Add event type" }).first().click();
  const [schema, example] = [
    page.getByRole("textbox", { name: "Schema" }),
    page.getByRole("textbox", { name: "Example" }),
  ];
  await page.getByRole("textbox", { name: "Name" }).fill("order paid");
  await example.fill('{"data":{"total":');
  await expect(example).toHaveAccessibleDescription(/This is not JSON/);
  await example.fill('{"data":{"total":12}}');
  await expect(page.getByText("A message of this type")).toBeVisible();
  await page.getByRole("button", { name: "Draft from the example" }).click();
  await expect(page.getByText("Matches the schema")).toBeVisible();
  await example.fill('{"data":{"total":"12"}}');
  await expect(example).toHaveAccessibleDescription(/data\.total: The schema says: must be integer/);
  await schema.fill('{"type":"text"}');
  await expect(schema).toHaveAccessibleDescription(/Not a valid JSON Schema/);
  await expectAccessible(page);
  await schema.fill('{"type":"object","required":["data"]}');
  await expect(page.getByText("Matches the schema")).toBeVisible();
  await page.getByRole("button", { name: "Add event type" }).click();
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(/Must be words/);
  await page.getByRole("textbox", { name: "Name" }).fill("order.paid");
  await page.getByRole("button", { name: "Add event type" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "order.paid" })).toBeVisible();

  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByRole("dialog", { name: "Send order.paid" }).getByRole("button", { name: "Send event" }).click();
  await expect(page).toHaveURL(/\/events\/evt_/);
  await expect(page.getByText("There was no endpoint it could go to.")).toBeVisible();
  await page.goto(tenant.path("event-types"));
  const row = page.getByRole("table", { name: "Event types" }).getByRole("row", { name: "order.paid" });
  await expect(row.getByRole("cell").last()).toHaveText("1");
  await row.getByRole("link").click();
  await page.getByRole("textbox", { name: "Description" }).fill("An order was paid");
  await page.getByRole("button", { name: "Save event type" }).click();
  await expect(page.getByText("The event type is saved")).toBeVisible();
  await page.getByRole("button", { name: "Archive…" }).click();
  const question = page.getByRole("alertdialog", { name: "Archive order.paid?" });
  await expect(question).toContainText("go on being accepted and delivered");
  await question.getByRole("button", { name: "Archive event type" }).click();
  await expect(page.getByText("Archived", { exact: true })).toBeVisible();
  await page.goto(tenant.path("event-types"));
  await expect(page.getByRole("heading", { name: "No event types yet" })).toBeVisible();
  await page.goto(`${tenant.path("event-types")}?archived=true`);
  await page.getByRole("link", { name: "order.paid" }).click();
  await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue("An order was paid");
  await page.getByRole("button", { name: "Bring back" }).click();
  await expect(page.getByRole("heading", { name: "Archive this event type" })).toBeVisible();
});

test("a list is imported after its faults are corrected and its losses are shown", async ({ page, tenant }) => {
  await tenant.api.call("POST", "/event-types", { name: "order.paid", description: "Paid", example: { data: {} } });
  await signIn(page, tenant.admin, tenant.path("event-types", "import"));
  const list = page.getByRole("textbox", { name: "Event types" });
  await list.fill('order.paid Paid\n\n{"name":"order.sent","schema":{"type":"text"}}\nno spaces,');
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText(/Line 3: schema: Not a valid JSON Schema/)).toBeVisible();
  await list.fill('order.paid Paid\norder.sent\norder.sent\n{"name":');
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Line 3: order.sent stands in the list already: Line 2")).toBeVisible();
  await expect(page.getByText(/Line 4: Not JSON/)).toBeVisible();
  await list.fill("order.paid Paid\norder.sent It is on its way");
  await page.getByRole("button", { name: "Preview" }).click();
  const preview = page.getByRole("table", { name: "What the import would do" });
  await expect(preview.getByRole("row", { name: "order.paid" })).toContainText("empties example");
  await expect(preview.getByRole("row", { name: "order.sent" })).toContainText("New");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Import 2" }).click();
  await expect(page.getByText("1 new, 1 changed")).toBeVisible();
  await expect(page.getByRole("row", { name: "order.sent" })).toContainText("It is on its way");
  await page.getByRole("searchbox", { name: "Find event types" }).fill("refund");
  await expect(page.getByText("No event type fits.")).toBeVisible();
});

test("an event is sent by hand however large the catalogue is", async ({ page, tenant }) => {
  const example = { data: { note: "as long as a real message ".repeat(20) } };
  for (let number = 1; number <= 12; number++)
    await tenant.api.call("POST", "/event-types", { name: `order.step_${number}`, example });
  await signIn(page, tenant.admin, tenant.path("events"));
  await page.getByRole("button", { name: "Send event" }).click();
  const dialog = page.getByRole("dialog", { name: "Send an event" });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("combobox", { name: "Start from" }).click();
  await page.getByRole("option", { name: "order.step_12" }).click();
  await expect(dialog.getByRole("textbox", { name: "Message" })).toHaveValue(/as long as a real message/);
  await dialog.getByRole("button", { name: "Send event" }).click();
  await expect(page).toHaveURL(/\/events\/evt_/);
});
