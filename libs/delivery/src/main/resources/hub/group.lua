-- A call with many messages. KEYS: the group's hash. ARGV: what, owner, lease ms, lifetime ms, then
--   store: call, expiry in epoch ms; finish: outcome.
-- take answers GONE | DONE outcome | HELD ms | TAKEN call since expiry; the others OK.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lease = string.format('%.0f', now + ARGV[3])
if ARGV[1] == 'store' then
  redis.call('HSET', KEYS[1], 'call', ARGV[5], 'expires', ARGV[6], 'since', string.format('%.0f', now), 'owner', ARGV[2], 'lease', lease)
elseif ARGV[1] == 'finish' then
  redis.call('HSET', KEYS[1], 'outcome', ARGV[5])
  redis.call('HDEL', KEYS[1], 'call')
elseif ARGV[1] == 'renew' then
  if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[2] then
    return {'OK'}
  end
  redis.call('HSET', KEYS[1], 'lease', lease)
else
  local known = redis.call('HMGET', KEYS[1], 'outcome', 'call', 'owner', 'lease', 'since', 'expires')
  if known[1] then
    return {'DONE', known[1]}
  elseif not known[2] then
    return {'GONE'}
  elseif tonumber(known[4]) > now then
    return {'HELD', string.format('%.0f', known[4] - now)}
  end
  redis.call('HSET', KEYS[1], 'owner', ARGV[2], 'lease', lease)
  return {'TAKEN', known[2], known[5], known[6]}
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return {'OK'}
