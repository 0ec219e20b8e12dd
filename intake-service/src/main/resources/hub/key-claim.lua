-- Claims an idempotency key. ARGV: owner, lease ms. Answers GRANTED | IN_FLIGHT ms | USED notificationId fingerprint.
local known = redis.call('HMGET', KEYS[1], 'notification', 'fingerprint', 'owner')
if known[1] then
  return {'USED', known[1], known[2]}
end
if known[3] and known[3] ~= ARGV[1] then
  return {'IN_FLIGHT', tostring(math.max(redis.call('PTTL', KEYS[1]), 1))}
end
redis.call('HSET', KEYS[1], 'owner', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {'GRANTED'}
