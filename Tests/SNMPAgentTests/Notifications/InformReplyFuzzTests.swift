import NetworkValues
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// Answers to informs of any octets: they are read within bounds, and what is wrong with them is said.
@Suite struct InformReplyFuzzTests {
    private static let inputs = 20_000

    /// What a receiver answers: responses, and reports of all counters.
    private static let pdus: [[UInt8]] =
        [
            BER.pdu(PDUType.response.rawValue, [TestEngine.system + [3, 0]]),
            BER.pdu(PDUType.response.rawValue, first: 5, second: 1, []),
        ]
        + InformReport.allCases.map { report in
            BER.pdu(PDUType.report.rawValue, [[1, 3, 6, 1, 6, 3, 15, 1, 1, UInt32(report.rawValue), 0]])
        }

    private struct Account {
        var read = 0
        var refused: [InformReplyProblem: Int] = [:]
    }

    private func run(
        _ version: SNMPVersion, _ user: LocalizedUser?, _ message: (Int) -> [UInt8]
    ) -> Account {
        var account = Account()
        for number in 0..<Self.inputs {
            do throws(InformReplyProblem) {
                let reply = try InformReplyReader.read(message(number), version, user: user)
                if let security = reply.security {
                    #expect(security.engineID.count <= 32 && security.userName.count <= 32)
                }
                account.read += 1
            } catch {
                account.refused[error, default: 0] += 1
            }
        }
        #expect(account.read + account.refused.values.reduce(0, +) == Self.inputs)
        return account
    }

    @Test func `changed and random answers of version 2c are read or malformed`() {
        var random = SplitMix(state: 46)
        let account = run(.v2c, nil) { number in
            if number % 5 == 0 {
                return (0..<Int.random(in: 0...80, using: &random)).map { _ in
                    .random(in: .min ... .max, using: &random)
                }
            }
            return MutationTests.mutated(BER.message(1, Self.pdus[number % Self.pdus.count]), using: &random)
        }
        #expect(account.read > 1000 && account.refused[.malformed, default: 0] > 1000, "\(account)")
        #expect(account.refused.count == 1)
    }

    @Test(arguments: [.aes128, .des, nil] as [PrivacyProtocol?])
    func `an answer of version 3 with a right digest is read whatever its scoped PDU is`(privacy: PrivacyProtocol?) {
        let manager = TestManager(.sha256, privacy)
        var random = SplitMix(state: 47)
        let good = Self.pdus.map { manager.scoped($0) }
        let account = run(.v3, manager.keys) { number in
            manager.message(scoped: MutationTests.mutated(good[number % good.count], using: &random))
        }
        #expect(account.read > 1000, "\(account)")
        #expect(account.refused[.malformed, default: 0] > 100 && account.refused[.wrongDigest] == nil, "\(account)")
        // What does not decrypt to a scoped PDU looks as if the key were another one.
        #expect((account.refused[.notDecrypted] != nil) == (privacy != nil), "\(account)")
    }

    @Test func `an answer of version 3 that was changed on its way is not taken for what it was`() {
        let manager = TestManager(.sha256, .aes128)
        var random = SplitMix(state: 48)
        let good = Self.pdus.map { manager.message($0) }
        let account = run(.v3, manager.keys) { number in
            while true {
                let changed = MutationTests.mutated(good[number % good.count], using: &random)
                if changed != good[number % good.count] { return changed }
            }
        }
        // A message whose flags say that it has no digest is read: its level tells how far it is to be believed.
        #expect(account.read < 100, "\(account)")
        #expect(account.refused[.wrongDigest, default: 0] > 1000, "\(account)")
    }
}
