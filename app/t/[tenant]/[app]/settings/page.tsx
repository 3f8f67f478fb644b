import type { Metadata } from "next";
import { AppList } from "#components/app-settings/app-list.tsx";
import { ServiceFacts, type ServiceFactsProps } from "#components/app-settings/service-facts.tsx";
import { SettingsForm } from "#components/app-settings/settings-form.tsx";
import type { Place } from "#components/place/place.ts";
import { Page } from "#components/shell/page.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getApp } from "#domain/app/get.ts";
import { listApps } from "#domain/app/list.ts";
import { config } from "#domain/config.ts";
import { scheduleOf } from "#domain/delivery/rule/retry-policy.ts";
import { onPage, pageCaller } from "#http/page-actor.ts";
import { createAppAction, updateAppAction } from "./actions.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<Place> }) {
  const caller = await pageCaller(params);
  const [app, apps] = await Promise.all([onPage(getApp(caller, {})), onPage(listApps(caller, { limit: 100 }))]);
  return (
    <Page width="narrow">
      <PageHeader
        title="Settings"
        description={`Of the app ${app.name}. They count from the next event and attempt on.`}
      />
      <SettingsForm key={app.id} app={app} defaultSchedule={scheduleOf(null, null)} update={updateAppAction} />
      <AppList apps={apps.data} place={caller.place} create={createAppAction} />
      <ServiceFacts {...serviceFacts()} />
    </Page>
  );
}

function serviceFacts(): ServiceFactsProps {
  const settings = config();
  return {
    retention: { payloadDays: settings.RETENTION_PAYLOAD_DAYS, deliveryDays: settings.RETENTION_DELIVERY_DAYS },
    egress: { allowsHttp: settings.EGRESS_ALLOW_HTTP, privateRanges: settings.EGRESS_ALLOW_CIDRS },
    sendsMail: settings.SMTP_URL !== undefined,
  };
}
