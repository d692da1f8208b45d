import SNMPProtocol
import NetworkValues

@testable import SNMPAgent

/// Builds BER by the book, for messages that no encoder would write too.
enum BER {
    static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        var head = [tag]
        switch content.count {
        case ..<0x80: head.append(UInt8(content.count))
        case ..<0x100: head += [0x81, UInt8(content.count)]
        default: head += [0x82, UInt8(content.count >> 8), UInt8(content.count & 0xff)]
        }
        return head + content
    }

    static func integer(_ value: Int, tag: UInt8 = 2) -> [UInt8] {
        var octets = [UInt8(truncatingIfNeeded: value)]
        var rest = value >> 8
        while !((rest == 0 && octets[0] < 0x80) || (rest == -1 && octets[0] >= 0x80)) {
            octets.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return element(tag, octets)
    }

    static func oid(_ arcs: [UInt32]) -> [UInt8] {
        // A name of one sub-identifier goes out as tools send it: with a second one of 0.
        element(6, arcs.isEmpty ? [] : NameEncoding.content(of: arcs.count == 1 ? arcs + [0] : arcs))
    }

    static func binding(_ name: [UInt32], _ value: [UInt8] = [5, 0]) -> [UInt8] {
        element(0x30, oid(name) + value)
    }

    static func pdu(
        _ tag: UInt8, id: Int = 77, first: Int = 0, second: Int = 0, _ names: [[UInt32]]
    ) -> [UInt8] {
        element(
            tag,
            integer(id) + integer(first) + integer(second)
                + element(0x30, names.flatMap { binding($0) }))
    }

    static func message(_ version: Int, _ pdu: [UInt8], community: String = "public") -> [UInt8] {
        element(0x30, integer(version) + element(4, Array(community.utf8)) + pdu)
    }
}

/// An answer, read the slow way.
struct ReadMessage {
    var version: Int
    var community: [UInt8]
    var tag: UInt8
    var id: Int
    var status: Int
    var index: Int
    var cells: [ReadCell]

    init?(_ octets: [UInt8]?) {
        guard let octets else { return nil }
        var outer = octets[...]
        guard var message = Self.take(0x30, &outer), outer.isEmpty, let version = Self.integer(&message),
            let community = Self.take(4, &message), let (tag, body) = CellReader.element(&message), message.isEmpty
        else { return nil }
        self.version = version
        self.community = Array(community)
        self.tag = tag
        guard let pdu = ReadPDU(body) else { return nil }
        id = pdu.id
        status = pdu.status
        index = pdu.index
        cells = pdu.cells
    }

    static func take(_ tag: UInt8, _ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let (found, content) = CellReader.element(&rest), found == tag else { return nil }
        return content
    }

    static func integer(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let content = take(2, &rest), let first = content.first else { return nil }
        return content.dropFirst().reduce(Int(Int8(bitPattern: first))) { $0 << 8 | Int($1) }
    }
}

/// A PDU's content, read the slow way.
struct ReadPDU {
    var id: Int
    var status: Int
    var index: Int
    var cells: [ReadCell] = []

    init?(_ body: ArraySlice<UInt8>) {
        var body = body
        guard let id = ReadMessage.integer(&body), let status = ReadMessage.integer(&body),
            let index = ReadMessage.integer(&body), var list = ReadMessage.take(0x30, &body), body.isEmpty
        else { return nil }
        self.id = id
        self.status = status
        self.index = index
        while !list.isEmpty {
            let start = list
            guard CellReader.element(&list) != nil else { return nil }
            guard let cell = CellReader.read(Array(start.prefix(start.count - list.count))) else { return nil }
            cells.append(cell)
        }
    }
}

/// An engine over a small image, and what it noticed.
final class TestEngine {
    let counters = SNMPCounters()
    let shared: EngineShared
    let engine: SocketlessEngine
    let source = MessageSource(address: .v4(0x0a01_0203), port: 50_000)
    let time: TestTime
    let failures: FailureList

    static let system: [UInt32] = [1, 3, 6, 1, 2, 1, 1]
    static let table: [UInt32] = [1, 3, 6, 1, 4, 1, 8072, 9999, 9999, 2, 1]

    init(
        policy: AccessPolicy? = nil, limits: ResponderLimits = .init(), identity: EngineIdentity? = nil
    ) throws {
        let time = TestTime()
        let failures = FailureList()
        self.time = time
        self.failures = failures
        let clock = EngineClock { time.milliseconds }
        shared = EngineShared(
            images: MIBImageStore(try Self.image(clock)),
            identity: identity ?? EngineIdentity(engineID: [0x80, 0, 0x1f, 0x88, 5, 1, 2, 3], boots: 7) ?? Self.never(),
            clock: clock, counters: counters,
            policy: policy
                ?? AccessPolicy(views: [], communities: [SNMPCommunity(name: "public".utf8)], users: []),
            onFailure: { failures.append($0) })
        engine = SocketlessEngine(shared, limits: limits)
    }

    private static func never() -> EngineIdentity { preconditionFailure("the identity is well-formed") }

    /// Scalars 1, 2 and 3 (which lives) and a table: columns 1 (number), 2 (name, a gap in row 2), 3 (Counter64).
    static func image(_ clock: EngineClock) throws -> MIBImage {
        var builder = TableBuilder(TableLayout(entry: table, columns: 1...3))
        for index in 1...UInt32(3) {
            builder.row(index, revision: 1) { row in
                row.integer(1, index)
                if index != 2 { row.octetString(2, "row \(index)") }
                row.counter64(3, UInt64(index) << 33)
            }
        }
        let scalars = ScalarGroup(TableLayout(entry: system, columns: [1, 2]), revision: 1) { row in
            row.octetString(1, "an agent")
            row.oid(2, [1, 3, 6, 1, 4, 1, 8072])
        }
        return try MIBImage([
            .scalars(scalars), .table(builder.table()),
            .dynamic(
                DynamicScalars(TableLayout(entry: system, columns: [3])) { column, row in
                    row.timeTicks(column, clock.ticks)
                }),
        ])
    }

    func respond(_ octets: [UInt8], from source: MessageSource? = nil) -> [UInt8]? {
        engine.respond(to: octets, from: source ?? self.source)
    }

    /// The answer to a request in SNMPv2c, or another version.
    func ask(
        _ tag: UInt8, _ names: [[UInt32]], version: Int = 1, first: Int = 0, second: Int = 0,
        community: String = "public"
    ) -> ReadMessage? {
        let pdu = BER.pdu(tag, first: first, second: second, names)
        return ReadMessage(respond(BER.message(version, pdu, community: community)))
    }

    func count(_ counter: SNMPCounter) -> UInt64 { counters.value(counter) }
}
