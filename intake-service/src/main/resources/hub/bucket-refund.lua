-- Gives one token back to every bucket that still remembers one being taken. ARGV as in bucket-take.lua.
for i, key in ipairs(KEYS) do
  local tokens = redis.call('HGET', key, 'tokens')
  if tokens then
    redis.call('HSET', key, 'tokens', tostring(math.min(tonumber(ARGV[i + 1]), tonumber(tokens) + 1)))
  end
end
return 1
