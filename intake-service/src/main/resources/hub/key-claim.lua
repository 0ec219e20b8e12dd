-- Claims an idempotency key. Its value is the owner of a lease, or "notificationId fingerprint" once it made a notification. ARGV: owner, lease ms.
-- Answers GRANTED | IN_FLIGHT ms | USED notificationId fingerprint.
local known = redis.call('GET', KEYS[1])
if known and known ~= ARGV[1] then
  local notification, fingerprint = string.match(known, '^(%S+) (%S+)$')
  if notification then
    return {'USED', notification, fingerprint}
  end
  return {'IN_FLIGHT', tostring(math.max(redis.call('PTTL', KEYS[1]), 1))}
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return {'GRANTED'}
