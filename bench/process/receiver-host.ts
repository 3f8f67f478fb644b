// The second loopback address keeps the receiver apart from our own doors, which are never sent to. macOS has but one.
export const RECEIVER_HOST = process.platform === "linux" ? "127.0.0.2" : "127.0.0.1";
