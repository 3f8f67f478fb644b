import type { z } from "zod";

/** The parts of an OpenAPI 3.1 document that ours is made of. */
export type OpenApi = {
  openapi: "3.1.0";
  info: { title: string; version: string; summary: string; description: string; license: Record<string, string> };
  servers: { url: string; description: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, PathItem>;
  components: Components;
};

export type Components = {
  schemas: Record<string, Schema>;
  parameters: Record<string, Parameter>;
  headers: Record<string, { description: string; schema: Schema }>;
  responses: Record<string, ResponseObject>;
  securitySchemes: Record<string, Record<string, string>>;
};

export const DOCUMENT_METHODS = ["get", "post", "put", "patch", "delete"] as const;
export type DocumentMethod = (typeof DOCUMENT_METHODS)[number];
export type PathItem = Partial<Record<DocumentMethod, OperationObject>>;

export type OperationObject = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security: Record<string, never[]>[];
  parameters: (Parameter | Reference)[];
  requestBody?: { required: boolean; description?: string; content: Record<string, Media> };
  responses: Record<string, ResponseObject | Reference>;
};

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  description: string;
  required: boolean;
  schema: Schema;
};

export type ResponseObject = {
  description: string;
  headers: Record<string, Reference>;
  content: Record<string, Media>;
};

export type Media = { schema: Schema; example?: unknown; examples?: Record<string, { value: unknown }> };
export type Reference = { $ref: string };
export type Schema = z.core.JSONSchema.BaseSchema;
