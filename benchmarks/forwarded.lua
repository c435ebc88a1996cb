-- Sends each line of the file BODIES (method, path, body), each once and in order, each as if a
-- proxy had got it from an address of its own. The argument says how many were sent before.
local bodies = {}
for line in io.lines(os.getenv("BODIES")) do
  bodies[#bodies + 1] = line
end
local sent = 0

function init(args)
  sent = tonumber(args[1] or "0")
end

function request()
  local method, path, body = bodies[sent % #bodies + 1]:match("^(%S+) (%S+) (.*)$")
  sent = sent + 1
  local address = string.format("%d.%d.%d.9", 11 + sent % 200, sent / 200 % 250, sent / 50000 % 250)
  return wrk.format(method, path, {
    ["Content-Type"] = "application/json",
    ["X-Forwarded-For"] = address,
  }, body)
end
