export const ENDPOINT_STATUSES = ["active", "paused", "suspended", "inactive"] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

export const STATUS_REASONS = ["manual", "gone", "failing", "deleted"] as const;
export type StatusReason = (typeof STATUS_REASONS)[number];

export const VERIFICATION_STATUSES = ["unverified", "verified", "failed"] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];
