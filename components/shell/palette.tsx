import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { Command as Cmdk, defaultFilter } from "cmdk";
import { CornerDownLeft, Plus, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { leavePage } from "#components/form/unsaved.ts";
import type { Place } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { BACKDROP_CLASS } from "#components/popup/surface.ts";
import { fetchApi } from "#components/query/fetch-api.ts";
import { endpointState } from "#components/state/state.ts";
import { StateIcon } from "#components/state/state-pill.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { endpointPage } from "#domain/endpoint/schema.ts";
import { findJump } from "./jump.ts";
import { type Command, NavIcon, type NavItem } from "./nav.tsx";

/** Type to go to a page or an endpoint; paste any id to open what it names. */
export function Palette(props: {
  basePath: string;
  items: readonly NavItem[];
  commands: readonly Command[];
  /** What was typed before the palette was there. */
  typed: string;
  onClose: () => void;
}) {
  const router = useRouter();
  const [text, setText] = useState(props.typed);
  const jump = findJump(props.basePath, text);
  const go = (href: string) => {
    props.onClose();
    leavePage(() => router.push(href));
  };
  return (
    <BaseDialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : props.onClose())}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={BACKDROP_CLASS} />
        <BaseDialog.Popup className="fixed inset-x-4 top-[12dvh] z-40 mx-auto max-w-144 overflow-hidden rounded-lg border border-line bg-raised shadow-popup outline-none">
          <BaseDialog.Title className="sr-only">Search</BaseDialog.Title>
          <Cmdk label="Search" loop shouldFilter={jump === null} filter={pagesFirst}>
            <div className="flex items-center gap-2.5 border-line border-b px-4">
              <Search aria-hidden="true" className="size-4 text-ink-faint" />
              <Cmdk.Input
                value={text}
                onValueChange={setText}
                onFocus={(event) => event.currentTarget.setSelectionRange(text.length, text.length)}
                placeholder="A page, an endpoint, or any id"
                className="h-12 flex-1 bg-transparent outline-none placeholder:text-ink-faint"
              />
              <Kbd>Esc</Kbd>
            </div>
            <Cmdk.List className="max-h-[min(27rem,64dvh)] overflow-y-auto p-1.5">
              <Cmdk.Empty className="px-3 py-6 text-center text-ink-muted text-sm">
                Nothing is called that. Try a page, an endpoint’s name or URL, or paste an id.
              </Cmdk.Empty>
              {jump === null ? (
                <>
                  <Places items={props.items} commands={props.commands} onGo={go} />
                  <Endpoints basePath={props.basePath} text={text} onGo={go} />
                </>
              ) : (
                <Line value={jump.id} icon={<CornerDownLeft />} onSelect={() => go(jump.href)}>
                  Open {jump.label} <span className="font-mono text-ink-muted text-xs">{jump.id}</span>
                </Line>
              )}
            </Cmdk.List>
          </Cmdk>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

function Places(props: { items: readonly NavItem[]; commands: readonly Command[]; onGo: (href: string) => void }) {
  return (
    <>
      {props.items.map((item) => (
        <Line
          key={item.key}
          value={item.label}
          icon={<NavIcon name={item.key} />}
          hint={`G ${item.shortcut.toUpperCase()}`}
          onSelect={() => props.onGo(item.href)}
        >
          {item.label}
        </Line>
      ))}
      {props.commands.map((command) => (
        <Line
          key={command.href}
          value={`${command.label} ${command.keywords ?? ""}`}
          icon={<Plus />}
          onSelect={() => props.onGo(command.href)}
        >
          {command.label}
        </Line>
      ))}
    </>
  );
}

function Endpoints({ basePath, text, onGo }: { basePath: string; text: string; onGo: (href: string) => void }) {
  const { data } = useQuery(endpointsNamed(usePlace(), text.trim()));
  return data?.data.map((endpoint) => (
    <Line
      key={endpoint.id}
      value={`${FOUND}${endpoint.id}`}
      icon={<StateIcon state={endpointState(endpoint.status, endpoint.health.state)} />}
      hint="Endpoint"
      onSelect={() => onGo(`${basePath}/endpoints/${endpoint.id}`)}
    >
      {endpointName(endpoint)}{" "}
      {endpoint.name === "" ? null : <span className="text-ink-faint">{hostOf(endpoint.url)}</span>}
    </Line>
  ));
}

const FOUND = "found:";

/** What the server found comes in any case, and last, so that no page is pushed from where it was read. */
function pagesFirst(value: string, search: string): number {
  return value.startsWith(FOUND) ? Number.MIN_VALUE : defaultFilter(value, search);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function Line(props: { value: string; icon: ReactNode; hint?: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Cmdk.Item
      value={props.value}
      onSelect={props.onSelect}
      className="flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm aria-selected:bg-hover [&_svg]:size-4 [&>svg]:text-ink-faint"
    >
      {props.icon}
      <span className="min-w-0 flex-1 truncate">{props.children}</span>
      {props.hint === undefined ? null : <span className="text-ink-faint text-xs">{props.hint}</span>}
    </Cmdk.Item>
  );
}

const SHOWN = 6;
/** A pause in typing: what is typed within it asks for nothing. */
const PAUSE_MS = 150;

/** The endpoints whose name or URL holds a text of two letters or more. Typing on calls off the question before. */
function endpointsNamed(place: Place, text: string) {
  return queryOptions({
    queryKey: ["endpoints", place, "named", text],
    queryFn: async ({ signal }) => {
      await pause(signal);
      return fetchApi<typeof endpointPage>(place, "endpoints", { query: { q: text, limit: SHOWN }, signal });
    },
    enabled: text.length >= 2,
    placeholderData: text.length >= 2 ? keepPreviousData : undefined,
    retry: false,
  });
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
