import NetworkValues
import Testing

@testable import WebAccess

struct LockOutTests {
    private let source = Desk.office
    private let start = Timestamp(seconds: 1_800_000_000)

    private func address(_ number: Int) -> IPAddress { .v4(0x0a00_0000 + UInt32(number)) }

    @Test func `a block lasts five seconds and doubles up to half an hour`() {
        var lockOut = LockOut()
        var now = start
        var blocks: [Int64] = []
        for _ in 0..<12 {
            let block = lockOut.failed(name: "anna", source: source, isKnown: true, isAccount: true, at: now)
            blocks.append(block / 1000)
            #expect(lockOut.blockedMilliseconds(name: "anna", source: source, isKnown: true, at: now) == block)
            now = now.adding(milliseconds: block - 1)
            #expect(lockOut.blockedMilliseconds(name: "anna", source: source, isKnown: true, at: now) == 1)
            now = now.adding(milliseconds: 1)
            #expect(lockOut.blockedMilliseconds(name: "anna", source: source, isKnown: true, at: now) == nil)
        }
        #expect(blocks == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1800, 1800, 1800])
        #expect(lockOut.blocks == 12)
    }

    @Test func `success and a day without failures begin anew`() {
        var lockOut = LockOut()
        func fail(_ now: Timestamp) -> Int64 {
            lockOut.failed(name: "anna", source: source, isKnown: true, isAccount: true, at: now)
        }
        #expect(fail(start) == 5000)
        #expect(fail(start.adding(seconds: 10)) == 10_000)
        lockOut.succeeded(name: "anna", source: source)
        #expect(lockOut.entries.isEmpty)
        #expect(fail(start.adding(seconds: 60)) == 5000)
        #expect(fail(start.adding(seconds: 70)) == 10_000)
        #expect(fail(start.adding(seconds: 70 + 86_401)) == 5000)
    }

    @Test func `one source does not block another`() {
        var lockOut = LockOut()
        for second in 0..<5 {
            _ = lockOut.failed(
                name: "anna", source: address(1), isKnown: false, isAccount: true,
                at: start.adding(seconds: Int64(second)))
        }
        #expect(lockOut.blockedMilliseconds(name: "anna", source: address(1), isKnown: false, at: start) != nil)
        #expect(lockOut.blockedMilliseconds(name: "anna", source: address(2), isKnown: false, at: start) == nil)
        #expect(lockOut.blockedMilliseconds(name: "bert", source: address(1), isKnown: false, at: start) == nil)
    }

    @Test func `many strangers are blocked together for a minute at most, and nobody who is known`() {
        var lockOut = LockOut()
        var longest: Int64 = 0
        for attacker in 0..<100 {
            longest = max(
                longest,
                lockOut.failed(name: "anna", source: address(attacker), isKnown: false, isAccount: true, at: start))
        }
        #expect(longest == 60_000)
        let other = address(5000)
        #expect(lockOut.blockedMilliseconds(name: "anna", source: other, isKnown: false, at: start) == 60_000)
        #expect(lockOut.blockedMilliseconds(name: "anna", source: other, isKnown: true, at: start) == nil)
        let later = start.adding(seconds: 60)
        #expect(lockOut.blockedMilliseconds(name: "anna", source: other, isKnown: false, at: later) == nil)
        lockOut.clear(name: "anna")
        #expect(lockOut.entries.isEmpty)
    }

    @Test func `a source of IPv6 is its network, and a mapped address is one of IPv4`() throws {
        var lockOut = LockOut()
        let one = try #require(IPAddress("2001:db8:1:2::1"))
        let neighbour = try #require(IPAddress("2001:db8:1:2:ffff::9"))
        let other = try #require(IPAddress("2001:db8:1:3::1"))
        let mapped = try #require(IPAddress("::ffff:192.0.2.7"))
        for source in [one, mapped] {
            _ = lockOut.failed(name: "anna", source: source, isKnown: true, isAccount: true, at: start)
        }
        #expect(lockOut.blockedMilliseconds(name: "anna", source: neighbour, isKnown: true, at: start) == 5000)
        #expect(lockOut.blockedMilliseconds(name: "anna", source: other, isKnown: true, at: start) == nil)
        #expect(lockOut.blockedMilliseconds(name: "anna", source: Desk.office, isKnown: true, at: start) == 5000)
    }

    @Test func `a full table forgets unknown names first, then what is not blocked`() {
        let limit = 64
        var lockOut = LockOut(limit: limit)
        for failure in 0..<9 {
            _ = lockOut.failed(
                name: "anna", source: source, isKnown: true, isAccount: true, at: start.adding(seconds: Int64(failure)))
        }
        for number in 0..<100 {
            _ = lockOut.failed(
                name: "nobody\(number)", source: address(number), isKnown: true, isAccount: false,
                at: start.adding(seconds: 4000))
        }
        #expect(lockOut.entries.count == limit)
        #expect(lockOut.evicted == 101 - limit)
        #expect(lockOut.entries[LockOut.Key(name: "anna", source: source)]?.failures == 9)
        // Real accounts from many sources push out what is not blocked, the oldest first.
        for number in 0..<limit {
            _ = lockOut.failed(
                name: "bert", source: address(number), isKnown: true, isAccount: true, at: start.adding(seconds: 4001))
        }
        #expect(lockOut.entries.count == limit)
        #expect(lockOut.entries[LockOut.Key(name: "anna", source: source)] == nil)
        #expect(lockOut.entries.keys.allSatisfy { $0.name == "bert" })
    }

    @Test func `a clock that is set back blocks for no longer than a block`() {
        var lockOut = LockOut()
        _ = lockOut.failed(name: "anna", source: source, isKnown: true, isAccount: true, at: start)
        let little = start.adding(seconds: -30)
        let much = start.adding(seconds: -86_400 * 365)
        #expect(lockOut.blockedMilliseconds(name: "anna", source: source, isKnown: true, at: little) == 5000)
        #expect(lockOut.blockedMilliseconds(name: "anna", source: source, isKnown: true, at: much) == nil)
    }

    @Test func `long names are cut, and do not fill the memory`() {
        let name = String(repeating: "é", count: 100_000)
        #expect(LockOut.Key(name: name, source: source).name.utf8.count <= 66)
    }

    @Test func `what is kept over a restart is the same afterwards`() throws {
        var memory = AccessMemory()
        let v6 = try #require(IPAddress("2001:db8:1:2::1"))
        _ = memory.lockOut.failed(name: "zoë %a b", source: v6, isKnown: false, isAccount: true, at: start)
        _ = memory.lockOut.failed(name: "nobody", source: v6, isKnown: false, isAccount: false, at: start)
        memory.records["zoë %a b"] = LogInRecord()
        memory.records["zoë %a b"]?.loggedIn(from: v6, at: start)
        memory.records["zoë %a b"]?.failedAttempts = 3
        memory.records["admin"] = LogInRecord(failedAttempts: 2)
        let read = AccessMemory(memory.text, at: start.adding(seconds: 1))
        #expect(read.records == memory.records)
        #expect(read.lockOut.entries == memory.lockOut.entries.filter(\.value.isAccount))
        #expect(
            read.lockOut.blockedMilliseconds(name: "zoë %a b", source: v6, isKnown: true, at: start.adding(seconds: 1))
                == 4000)
    }

    @Test func `a kept file of any content is read without harm`() {
        var generator = Mutations(seed: 11)
        var memory = AccessMemory()
        for number in 0..<20 {
            _ = memory.lockOut.failed(
                name: "user\(number)", source: address(number), isKnown: true, isAccount: true, at: start)
            memory.records["user\(number)"] = LogInRecord(lastLogIn: start, lastSource: source, failedAttempts: number)
        }
        for _ in 0..<3000 {
            let read = AccessMemory(generator.mutated(memory.text), at: start)
            #expect(read.lockOut.entries.count <= 20 + 5 && read.records.count <= 64)
        }
        #expect(AccessMemory("", at: start).records.isEmpty)
        #expect(AccessMemory("another file\naccount a - - 0\n", at: start).records.isEmpty)
    }

    @Test func `the largest memory fits into the file that is read`() {
        var memory = AccessMemory()
        for number in 0..<LockOut.standardLimit / 2 {
            _ = memory.lockOut.failed(
                name: String(repeating: "ü", count: 31) + "\(number % 10)", source: .v6(high: .max, low: 0, zone: 0),
                isKnown: true, isAccount: true, at: start.adding(seconds: Int64(number)))
            _ = memory.lockOut.failed(
                name: String(repeating: "ü", count: 31) + "\(number % 10)",
                source: .v6(high: .max - UInt64(number), low: 0, zone: 0), isKnown: true, isAccount: true,
                at: start.adding(seconds: Int64(number)))
        }
        #expect(memory.text.utf8.count < 1 << 18)
    }
}
