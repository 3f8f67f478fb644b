/** Verifies a message in PHP, with its standard library alone. */
export const PHP_SNIPPET = `<?php

// $rawBody: file_get_contents('php://input'), before any parsing.
function isFromPosthouse(string $rawBody): bool
{
    $secret = getenv('POSTHOUSE_SECRET') ?: throw new RuntimeException('POSTHOUSE_SECRET is not set');
    $key = base64_decode(preg_replace('/^whsec_/', '', $secret), true);
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    $signatures = $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '';
    if ($id === '' || !preg_match('/^\\d{1,12}$/D', $timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }

    $digest = hash_hmac('sha256', "{$id}.{$timestamp}.{$rawBody}", $key, true);
    $expected = 'v1,' . base64_encode($digest);
    foreach (explode(' ', $signatures) as $given) {
        if (hash_equals($expected, $given)) {
            return true;
        }
    }
    return false;
}
`;
