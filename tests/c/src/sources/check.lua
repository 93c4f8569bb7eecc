-- What Lua prints of numbers, strings, tables, closures, coroutines and errors; check.txt is what lua5.4 of Debian prints.
local t = {}
for i = 1, 20 do t[i] = (i * 7919) % 101 end
table.sort(t)
print(table.concat(t, ","))
print(string.format("%5.2f %g %q %x %s", math.pi, 1e100, "a\nb", 255, true), 7 // 2, 7.5 // 2, -7 % 3, 2 ^ 0.5, 10 / 3)
print(select("#", 1, 2, 3), ("hello world"):gsub("o", "0"), ("key = value"):match("(%w+) = (%w+)"))
local co = coroutine.wrap(function(a) for i = 1, 3 do a = coroutine.yield(a * i) end return "end" end)
print(co(2), co(3), co(4), co(5))
print(os.time { year = 2020, month = 1, day = 1, hour = 12 }, math.maxinteger, 1e15, 2 ^ 53, 0x7fffffffffffffff + 1)
local s = 0
for i = 1, 20000 do s = s + i % 7 * 1.5 end
print(s, string.pack("<i4d", 5, 1.5):byte(1, -1))
print(utf8.char(228, 8364, 0x10FFFF), #"äö", 3 | 5, ~0, "10" + 5, math.tointeger(3.0), 1e308 * 10, -(0 / 0) ~= 0)
print(pcall(function() local x = nil; return x.y end))
print(pcall(error, { code = 7 }) == false, select(2, pcall(error, "text", 0)), tostring(1e16), 0.1, -0.0, 100000000000000)
local mt = setmetatable({}, { __index = function(_, k) return k .. "!" end, __add = function(a, b) return "sum" end, __call = function(_, x) return x * 2 end })
print(mt.name, mt + 1, mt(21), rawlen({ 1, 2, 3 }), next({}))
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
print(fib(18), load("return 1 + 1")(), #string.rep("ab", 1000), ("x"):rep(3, "-"))
for w in string.gmatch("one two  three", "%a+") do io.write(w, ";") end
print()
goto done
print("not reached")
::done::
local words = {}
for i = 1, 500 do words["k" .. i] = i end
for i = 1, 500, 2 do words["k" .. i] = nil end
local n = 0
for _ in pairs(words) do n = n + 1 end
collectgarbage()
print(n, collectgarbage("count") > 0, string.format("%10.4s|%-5d|%+.3e", "abcdefgh", 42, 12345.678))
