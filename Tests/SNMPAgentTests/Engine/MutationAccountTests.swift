import NetworkValues
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// Messages changed at random, of each version: each is answered, handed on, or counted as dropped, by one counter and no
/// other. Version 3 also with a right digest and right encryption around what was changed.
@Suite struct MutationAccountTests {
    /// Messages of each kind.
    static let inputs = 20_000

    /// The counters that say why a message got no answer, or a report.
    static let reasons: [SNMPCounter] = [
        .inASNParseErrs, .inBadVersions, .inBadCommunityNames, .silentDrops, .unknownSecurityModels, .invalidMsgs,
        .unknownPDUHandlers, .unsupportedSecLevels, .notInTimeWindows, .unknownUserNames, .unknownEngineIDs,
        .wrongDigests, .decryptionErrors, .unknownContexts, .portZero, .networkRefused, .oversized, .rateLimited,
        .rateLimitedGlobally, .setsRepeated,
    ]

    private static let names = [SetEngine.contact, SetEngine.seriousness, SetEngine.system + [1, 0]]

    /// What is changed: every kind of PDU.
    static let pdus: [[UInt8]] = [
        BER.pdu(PDUType.get.rawValue, names), BER.pdu(PDUType.getNext.rawValue, names),
        BER.pdu(PDUType.getBulk.rawValue, first: 1, second: 20, names),
        SetEngine.pdu([(SetEngine.contact, text("a")), (SetEngine.traps, BER.integer(1))]),
        SetEngine.pdu([(SetEngine.seriousness, BER.integer(1)), (SetEngine.acknowledged, BER.integer(1))]),
        BER.pdu(PDUType.inform.rawValue, names), BER.pdu(PDUType.response.rawValue, first: 2, second: 1, names),
        BER.pdu(PDUType.report.rawValue, names),
    ]

    /// What became of messages.
    struct Account {
        var answered = 0
        var handedOn = 0
        var dropped = 0
    }

    /// Sends messages, checks that each is accounted for, and returns the sums. `carryOut` takes each SET that is handed on.
    static func run(
        _ engine: SetEngine, _ message: (Int) -> [UInt8], carryOut: ((WriteQueue.Pending) async -> Void)? = nil
    ) async -> Account {
        var account = Account()
        let counters = engine.counters
        for number in 0..<inputs {
            let before = reasons.reduce(0) { $0 + counters.value($1) }
            let octets = message(number)
            let answer = engine.engine.respond(to: octets, from: engine.source)
            let reasons = reasons.reduce(0) { $0 + counters.value($1) } - before
            var handedOn = 0
            if engine.shared.writes.isWaiting, let pending = await engine.shared.writes.next() {
                handedOn = 1
                if let carryOut {
                    await carryOut(pending)
                } else {
                    _ = engine.shared.writes.finish(pending, nil, at: 0)
                }
            }
            if let answer {
                account.answered += 1
                // A report names the counter; a SET that was carried out before is answered again, and counted.
                #expect(handedOn == 0 && reasons <= 1, "message \(number): \(octets)")
                #expect(answer.count <= 1472 && answer.first == 0x30)
            } else {
                #expect(Int(reasons) + handedOn == 1, "message \(number): \(octets)")
                account.handedOn += handedOn
                account.dropped += Int(reasons)
            }
        }
        #expect(counters.value(.inPkts) == UInt64(inputs))
        #expect(counters.value(.outPkts) == UInt64(account.answered + (carryOut == nil ? 0 : account.handedOn)))
        #expect(account.answered + account.handedOn + account.dropped == inputs)
        return account
    }

    private func engine(privacy: PrivacyProtocol? = .aes128) throws -> SetEngine {
        var limits = ResponderLimits()
        limits.requestsPerSource = 0
        return try SetEngine(privacy: privacy, limits: limits)
    }

    @Test(arguments: [0, 1])
    func `a message of a community is answered or counted`(version: Int) async throws {
        let engine = try engine()
        var random = SplitMix(state: 41 + UInt64(version))
        let account = await Self.run(engine) { number in
            MutationTests.mutated(BER.message(version, Self.pdus[number % Self.pdus.count]), using: &random)
        }
        #expect(account.answered > 200 && account.dropped > 1000 && account.handedOn == 0, "\(account)")
    }

    @Test func `a message of version 3 that was changed on its way is answered or counted`() async throws {
        let engine = try engine()
        var random = SplitMix(state: 43)
        let good = Self.pdus.map { engine.manager.message($0) }
        let account = await Self.run(engine) { number in
            let message = good[number % good.count]
            // Some changes change nothing.
            while true {
                let changed = MutationTests.mutated(message, using: &random)
                if changed != message { return changed }
            }
        }
        #expect(account.dropped > 1000)
        #expect(account.handedOn == 0, "no digest fits to what was changed")
    }

    @Test(arguments: [nil, .aes128, .des] as [PrivacyProtocol?])
    func `a valid wrapper around a broken scoped PDU is answered or counted`(privacy: PrivacyProtocol?) async throws {
        let engine = try engine(privacy: privacy)
        let manager = engine.manager
        let good = Self.pdus.map { manager.scoped($0) }
        var random = SplitMix(state: 44)
        let account = await Self.run(engine) { number in
            manager.message(scoped: MutationTests.mutated(good[number % good.count], using: &random))
        }
        #expect(account.answered > 1000 && account.dropped > 1000 && account.handedOn > 5, "\(account)")
        #expect(engine.count(.wrongDigests) == 0)
    }
}
