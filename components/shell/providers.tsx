"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { Toasts } from "#components/popup/toast.tsx";
import { TipPlace } from "#components/popup/tooltip.tsx";
import { isSessionOver } from "#components/query/api-error.ts";
import { noticeSessionOver } from "#components/query/sign-in-again.ts";
import { NowProvider } from "#components/time/time.tsx";

/**
 * Everything a page needs around it. `nonce` is the request's CSP nonce; `renderedAt` the server's clock in ms,
 * so that relative times hydrate to the words the server wrote.
 */
export function Providers(props: { nonce: string | undefined; renderedAt: number; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <CSPProvider disableStyleElements>
      <ThemeProvider
        attribute="data-theme"
        defaultTheme="system"
        enableColorScheme={false}
        disableTransitionOnChange
        nonce={props.nonce}
      >
        <NuqsAdapter>
          <QueryClientProvider client={queryClient}>
            <NowProvider renderedAt={props.renderedAt}>
              {props.children}
              <TipPlace />
            </NowProvider>
          </QueryClientProvider>
        </NuqsAdapter>
        <Toasts />
      </ThemeProvider>
    </CSPProvider>
  );
}

function makeQueryClient() {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => (isSessionOver(error) ? noticeSessionOver() : undefined) }),
    defaultOptions: { queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: true } },
  });
}
