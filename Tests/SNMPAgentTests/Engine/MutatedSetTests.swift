import NetworkValues
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// SETs of all kinds of values, changed at random behind a right digest and right encryption: the way of writing is gone
/// thousands of times. Each message is carried out as a whole or not at all, and is answered, or counted by one counter.
@Suite struct MutatedSetTests {
    private static let objects: [(name: [UInt32], values: [[UInt8]])] = [
        (SetEngine.contact, [text("Erika"), text(""), text("Säule ß"), text(String(repeating: "x", count: 255))]),
        (SetEngine.system + [5, 0], [text("dect-7")]), (SetEngine.location, [text("Hall 4"), text("Hall 5")]),
        (SetEngine.traps, [BER.integer(1), BER.integer(2)]),
        (SetEngine.seriousness, (1...5).map { BER.integer($0) }),
        (SetEngine.acknowledged, [BER.integer(1), BER.integer(2)]),
    ]

    /// Values of every type that SNMP has, at their ends, and some that it does not have.
    private static let values: [[UInt8]] = [
        [5, 0], [2, 0], [2, 5, 0, 0, 0, 0, 1], [2, 2, 0, 1], BER.integer(Int(Int32.min)), BER.integer(Int(Int32.max)),
        BER.integer(0), BER.integer(3), text(String(repeating: "y", count: 256)), BER.element(4, [0xff, 0xfe]),
        text("two\nlines"), BER.oid([1, 3, 6, 1]), [6, 0], BER.element(0x40, [10, 0, 0, 1]), BER.element(0x40, [10]),
        BER.element(0x41, [0xff, 0xff, 0xff, 0xff]), BER.element(0x42, [1]), BER.element(0x43, [0]),
        BER.element(0x44, [0x9f, 0x78, 4, 0, 0, 0, 0]), BER.element(0x46, [UInt8](repeating: 0xff, count: 9)),
        [0x80, 0], [0x81, 0], [0x82, 0], [0x30, 0], [1, 1, 0xff], [0x24, 3, 4, 1, 65],
    ]

    /// A list of one to four objects, most with a value that fits.
    private static func bindings(using random: inout SplitMix) -> [TransportSetTests.Binding] {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
            let (name, fitting) = objects[Int.random(in: objects.indices, using: &random)]
            let isFitting = Int.random(in: 0..<8, using: &random) > 0
            return (name, (isFitting ? fitting : values).randomElement(using: &random) ?? [5, 0])
        }
    }

    /// The names that a scoped PDU wants to be set, each once, read the slow way; `nil` when it is malformed.
    private static func names(in scoped: [UInt8]) -> Set<[UInt32]>? {
        // What encryption adds may stand for what was cut off.
        var outer = (scoped + [UInt8](repeating: 0, count: 8))[...]
        guard var inner = ReadMessage.take(0x30, &outer), ReadMessage.take(4, &inner) != nil,
            ReadMessage.take(4, &inner) != nil, let (tag, body) = CellReader.element(&inner),
            tag == PDUType.set.rawValue, let pdu = ReadPDU(body)
        else { return nil }
        return Set(pdu.cells.map(\.name))
    }

    /// A third of the messages as they are, a third changed in the PDU, a third anywhere in the scoped PDU.
    private static func scoped(_ number: Int, _ manager: TestManager, using random: inout SplitMix) -> [UInt8] {
        let pdu = SetEngine.pdu(bindings(using: &random), id: number)
        switch number % 3 {
        case 0: return manager.scoped(pdu)
        case 1: return manager.scoped(MutationTests.mutated(pdu, using: &random))
        default: return MutationTests.mutated(manager.scoped(pdu), using: &random)
        }
    }

    @Test(arguments: [.aes128, .des, nil] as [PrivacyProtocol?])
    func `each SET is carried out whole or not at all, and accounted for`(privacy: PrivacyProtocol?) async throws {
        var limits = ResponderLimits()
        limits.requestsPerSource = 0
        let set = try SetEngine(privacy: privacy, limits: limits)
        let manager = set.manager
        var random = SplitMix(state: 45)
        var scoped: [UInt8] = []
        var done = 0
        var failed = 0
        let account = await MutationAccountTests.run(set) { number in
            scoped = Self.scoped(number, manager, using: &random)
            return manager.message(scoped: scoped)
        } carryOut: { pending in
            // Every tenth finds a disk that takes nothing.
            let failure = done % 10 == 9 ? WriteFailure(.commitFailed, index: 1) : nil
            set.writer.fail(failure)
            await set.worker.carryOut(pending)
            let applied = set.writer.applied
            #expect(applied.count == done + 1)
            #expect(Self.names(in: scoped)?.count == applied.last?.changes.count, "\(scoped)")
            #expect(applied.last?.origin.user == "user")
            let replies = set.late.all
            #expect(replies.count == done + 1)
            let answer = manager.read(replies.last)?.pdu
            #expect(answer?.status == Int(failure?.status.rawValue ?? 0), "\(scoped)")
            done += 1
            if failure != nil { failed += 1 }
        }
        #expect(account.handedOn == done && done > 4000 && failed > 400, "\(account)")
        #expect(account.answered > 3000 && account.dropped > 3000, "\(account)")
        #expect(set.count(.inSetRequests) > 8000)
        let variables = set.writer.applied.enumerated().filter { $0.offset % 10 != 9 }.map(\.element.changes.count)
        #expect(set.count(.inTotalSetVars) == UInt64(variables.reduce(0, +)))
        #expect(set.count(.wrongDigests) == 0)
    }
}
