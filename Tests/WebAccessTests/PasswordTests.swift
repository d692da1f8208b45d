import Dispatch
import NetworkValues
import Settings
import Synchronization
import Testing

@testable import WebAccess

struct PasswordTests {
    private let cheap = PasswordHash.Cost(n: 16, r: 1, p: 1)

    @Test func `a hash reads back, and matches its password only`() throws {
        let hash = try #require(PasswordHash(of: Secret("pässword 🙂"), cost: cheap, random: SecureRandom.octets))
        let other = try #require(PasswordHash(of: Secret("pässword 🙂"), cost: cheap, random: SecureRandom.octets))
        #expect(hash != other)
        let read = try #require(PasswordHash(hash.text))
        #expect(read == hash && read.matches(Secret("pässword 🙂")))
        for wrong in ["", "pässword", "pässword 🙂 ", String(repeating: "x", count: 5000)] {
            #expect(!read.matches(Secret(wrong)))
        }
    }

    @Test func `new hashes cost 16 MiB and a salt of sixteen octets`() throws {
        let hash = try #require(PasswordHash(of: Secret("a good password"), random: SecureRandom.octets))
        #expect(hash.text.hasPrefix("scrypt$16384$8$1$") && hash.salt.count == 16 && hash.key.count == 32)
        let raised = try #require(
            PasswordHash(of: Secret("a"), cost: PasswordHash.Cost(n: 32_768, r: 8, p: 1), random: SecureRandom.octets))
        #expect(raised.matches(Secret("a")))
    }

    @Test(arguments: [
        "", "scrypt", "changeme", "scrypt$16384$8$1$AAAAAAAAAAA$", "bcrypt$16$1$1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "scrypt$17$1$1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "scrypt$0$1$1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "scrypt$1048576$32$1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "scrypt$-16$1$1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "scrypt$16$1$99$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "scrypt$16$1$1$AAA$AAAAAAAAAAAAAAAAAAAAAA",
        "scrypt$16$1$1$AAAAAAAAAAA$AAAA", "scrypt$16$1$1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA$",
        "scrypt$99999999999$1$1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `what is no hash is refused`(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test func `any text is read without harm`() {
        var mutations = Mutations(seed: 3)
        let text = Account.atFirstStart.password.text
        for _ in 0..<20_000 {
            if let hash = PasswordHash(mutations.mutated(text)) { #expect(hash.cost.isValid) }
        }
    }

    @Test func `a hash is not shown`() {
        let hash = Account.atFirstStart.password
        var dumped = ""
        dump(Account.atFirstStart, to: &dumped)
        for text in ["\(hash)", String(reflecting: hash), dumped, "\(Account.atFirstStart)"] {
            #expect(!text.contains("jx0M") && !text.contains("438a") && !text.contains("143, 29"))
        }
    }

    @Test func `passwords keep to the rule`() {
        func objection(_ password: String) -> String? {
            PasswordRule.objection(to: Secret(password), name: "administrator")
        }
        #expect(objection("12345678") == nil)
        #expect(objection("a-z/A-Z, 0-9, !#$%&\\'()*+,-.:;<=>?@[]^_`{|}~") == nil)
        #expect(objection("пароль с пробелами 🙂") == nil)
        #expect(objection(String(repeating: "é", count: 128)) == nil)
        #expect(objection("1234567")?.contains("at least 8") == true)
        #expect(objection(String(repeating: "x", count: 129))?.contains("at most 128") == true)
        #expect(objection("e" + String(repeating: "\u{301}", count: 100_000))?.contains("at most 128") == true)
        #expect(objection("tab\tulator")?.contains("control") == true)
        #expect(objection("Administrator")?.contains("name") == true)
        #expect(objection("ChangeMe")?.contains("default") == true)
    }

    @Test func `two hashings run at once, one for a key, sixty-four wait, and the rest is refused`() async throws {
        let worker = PasswordWorker()
        let gate = DispatchSemaphore(value: 0)
        let tally = Tally()
        func key(_ number: Int) -> LockOut.Key {
            LockOut.Key(name: "user\(number % 40)", source: .v4(UInt32(number % 40)))
        }
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    await worker.run(key(number)) {
                        tally.enter()
                        gate.wait()
                        tally.leave()
                        return true
                    } ?? false
                }
            }
            // Nothing ends before the gate opens, so that 34 of 100 must be refused: two run and 64 wait.
            while worker.refused < 34 || tally.most < 2 { await Task.yield() }
            for _ in 0..<100 { gate.signal() }
            return await group.reduce(into: [true: 0, false: 0]) { $0[$1, default: 0] += 1 }
        }
        #expect(results == [true: 66, false: 34])
        #expect(tally.most == 2)
        #expect(worker.waiting == 0)
    }

    @Test func `one source does not fill the queue`() async {
        let worker = PasswordWorker()
        let gate = DispatchSemaphore(value: 0)
        let source = Desk.office
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    _ = await worker.run(LockOut.Key(name: "user\(number)", source: source)) { gate.wait() }
                }
            }
            while worker.refused < 40 - 2 - PasswordWorker.sourceLimit { await Task.yield() }
            #expect(worker.waiting == PasswordWorker.sourceLimit)
            for _ in 0..<40 { gate.signal() }
        }
        #expect(worker.refused == 40 - 2 - PasswordWorker.sourceLimit)
    }

    @Test func `work with one key is done one after the other`() async {
        let worker = PasswordWorker()
        let tally = Tally()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    _ = await worker.run(LockOut.Key(name: "anna", source: nil)) {
                        tally.enter()
                        tally.leave()
                    }
                }
            }
        }
        #expect(tally.most == 1)
    }
}

/// How much is done at once.
private final class Tally: Sendable {
    private let running = Mutex((now: 0, most: 0))

    var most: Int { running.withLock { $0.most } }

    func enter() {
        running.withLock { running in
            running.now += 1
            running.most = max(running.most, running.now)
        }
    }

    func leave() { running.withLock { $0.now -= 1 } }
}
