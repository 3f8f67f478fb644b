/** Server settings, given on the command line at each start so that a newer release brings its own. */
export function serverSettings({ durable, socketDir }: { durable: boolean; socketDir: string | null }): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: socketDir ?? "",
    max_connections: "200",
    shared_buffers: "256MB",
    shared_preload_libraries: "",
    max_wal_size: "2GB",
    random_page_cost: "1.1",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    log_checkpoints: "off",
    ...(durable ? durableSettings : fleetingSettings),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

const durableSettings = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };

/** For tests: what a power cut leaves behind does not matter to them. */
const fleetingSettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
};
