-- A script for wrk: sends the requests of the file named after "--" in turn. A line is a path and its headers, with tabs
-- between them.
local requests, turn = {}, 0

function init(arguments)
    for line in io.lines(arguments[1]) do
        local path, headers = nil, {}
        for part in line:gmatch("[^\t]+") do
            if path then
                local name, value = part:match("^([^:]+): (.*)$")
                headers[name] = value
            else
                path = part
            end
        end
        headers["Accept"] = "application/json"
        requests[#requests + 1] = wrk.format("GET", path, headers)
    end
end

function request()
    turn = turn % #requests + 1
    return requests[turn]
end

function done(summary)
    local failed = summary.errors
    local errors = failed.connect + failed.read + failed.write + failed.status + failed.timeout
    io.write(string.format("outcome %d %d %d\n", summary.requests, errors, summary.duration))
end
