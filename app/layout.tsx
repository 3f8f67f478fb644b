import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "#components/shell/providers.tsx";
import "./globals.css";
import { TITLE_TEMPLATE } from "./titles.ts";

export const metadata: Metadata = {
  title: { default: "Posthouse", template: TITLE_TEMPLATE },
  description: "Webhooks, delivered and explained.",
  robots: { index: false, follow: false },
  manifest: "/manifest.webmanifest",
};

export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body className="font-sans">
        <Providers nonce={nonce} renderedAt={Date.now()}>
          <div className="isolate">{children}</div>
        </Providers>
      </body>
    </html>
  );
}
