-- Takes one token from every bucket, or none. ARGV: period ms, then the size of each bucket.
-- Answers {0}, or {index of the bucket that blocks longest, ms until it has a token}.
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local period = tonumber(ARGV[1])
local left, blocking, wait = {}, 0, -1
for i, key in ipairs(KEYS) do
  local size = tonumber(ARGV[i + 1])
  local known = redis.call('HMGET', key, 'tokens', 'at')
  local tokens = size
  if known[1] then
    local elapsed = math.max(0, now - tonumber(known[2]))
    tokens = math.min(size, tonumber(known[1]) + elapsed * size / period)
  end
  left[i] = tokens - 1
  if tokens < 1 then
    local missing = math.ceil((1 - tokens) * period / size)
    if missing > wait then
      blocking, wait = i, missing
    end
  end
end
if blocking > 0 then
  return {tostring(blocking), tostring(wait)}
end
for i, key in ipairs(KEYS) do
  redis.call('HSET', key, 'tokens', tostring(left[i]), 'at', string.format('%.3f', now))
  redis.call('PEXPIRE', key, period)
end
return {'0'}
