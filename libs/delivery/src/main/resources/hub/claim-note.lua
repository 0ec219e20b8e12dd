-- Notes what happens to a claimed round: renew or release. Only its owner may, and nobody once the round is over, which makes it a string.
-- ARGV: owner, lease ms, lifetime ms, what, rejections, group. Answers 0 if the round is over or another's.
if redis.call('TYPE', KEYS[1]).ok == 'string' then
  return 0
end
local owner = redis.call('HGET', KEYS[1], 'owner')
if owner and owner ~= '' and owner ~= ARGV[1] then
  return 0
elseif ARGV[4] == 'renew' then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  -- A refusal changes the idempotency key, and with it the time since when it may have been used.
  if (redis.call('HGET', KEYS[1], 'rejections') or '0') ~= ARGV[5] then
    redis.call('HSET', KEYS[1], 'since', string.format('%.0f', now))
  end
  redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'lease', string.format('%.0f', now + ARGV[2]), 'rejections', ARGV[5])
  redis.call('HSETNX', KEYS[1], 'since', string.format('%.0f', now))
  if ARGV[6] == '' then
    redis.call('HDEL', KEYS[1], 'group')
  else
    redis.call('HSET', KEYS[1], 'group', ARGV[6])
  end
else
  redis.call('HSET', KEYS[1], 'owner', '', 'lease', '0', 'rejections', ARGV[5])
  redis.call('HDEL', KEYS[1], 'group')
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
