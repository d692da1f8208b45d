import SNMPProtocol
import Synchronization
import Testing

@testable import SNMPAgent

/// What a master's requests are answered with (RFC 2741 7.2.3, 7.2.4).
struct AgentXRequestTests {
    static let root = ScriptedMaster.own
    /// ipdectFaultTable's labels, which are always there.
    static let labels = root + [2, 4, 1, 4, 1, 3]

    /// The value that the image has under a name, as AgentX has it, the slow way.
    private static func value(_ cell: ReadCell) -> AgentXValue {
        let number = cell.content.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch cell.tag {
        case BERTag.integer:
            let isNegative = (cell.content.first ?? 0) >= 0x80
            return .integer(
                Int32(
                    truncatingIfNeeded: isNegative
                        ? Int64(number) - (1 << (8 * Int64(cell.content.count))) : Int64(number)))
        case BERTag.octetString: return .octets(cell.content)
        case BERTag.objectIdentifier: return .name(CellReader.arcs(cell.content[...]))
        case BERTag.ipAddress: return .address(UInt32(number))
        case BERTag.counter32: return .counter32(UInt32(number))
        case BERTag.gauge32: return .gauge32(UInt32(number))
        case BERTag.timeTicks: return .timeTicks(UInt32(number))
        case BERTag.counter64: return .counter64(number)
        default: return .null
        }
    }

    /// All that the image has below `subtree`.
    private static func expected(below subtree: [UInt32]) -> [AgentXVarBind] {
        var list: [AgentXVarBind] = []
        var name = subtree
        while let cell = ScriptedMaster.image.next(after: name), cell.name.starts(with: subtree) {
            list.append(AgentXVarBind(cell.name, value(cell)))
            name = cell.name
        }
        return list
    }

    private static func end(of subtree: [UInt32]) -> [UInt32] { subtree.dropLast() + [(subtree.last ?? 0) + 1] }

    @Test(arguments: ["own", "vendor", "lldp", "pae", "1.3.6.1.2.1.2", "1.3.6.1.2.1.31"])
    func `GetNext after GetNext gives all that the image has`(text: String) throws {
        var master = try ScriptedMaster(subtrees: [text])
        try master.open()
        let subtree = try #require(AgentXSubtree(text, tables: TableSettings())).arcs
        let expected = Self.expected(below: subtree)
        #expect(expected.count > 3)
        var found: [AgentXVarBind] = []
        var range = AgentXSearchRange(subtree, isIncluded: true, end: Self.end(of: subtree))
        while true {
            let answer = try master.response(.getNext, .getNext([range]))
            let binding = try #require(answer.bindings.first)
            guard binding.value != .endOfMibView else {
                #expect(binding.name == range.start && answer.error == 0)
                break
            }
            found.append(binding)
            range.start = binding.name
            range.isIncluded = false
        }
        #expect(found == expected)
        #expect(master.images == found.count + 1)
    }

    @Test(arguments: [1, 7, 40, 65_535])
    func `GetBulk gives the same in larger pieces, from one image each`(repetitions: UInt16) throws {
        var master = try ScriptedMaster(subtrees: ["own", "lldp", "vendor"])
        try master.open()
        let expected = Self.expected(below: Self.root)
        var found: [AgentXVarBind] = []
        var start = Self.root
        var requests = 0
        while true {
            let range = AgentXSearchRange(start, end: Self.end(of: Self.root))
            let answer = try master.response(
                .getBulk, .getBulk(nonRepeaters: 0, maxRepetitions: repetitions, [range]))
            requests += 1
            #expect(!answer.bindings.isEmpty)
            found += answer.bindings.filter { $0.value != .endOfMibView }
            guard let last = answer.bindings.last, last.value != .endOfMibView else { break }
            start = last.name
        }
        #expect(found == expected)
        #expect(master.images == requests)
        #expect(master.session.status.counts.variables == UInt64(expected.count))
    }

    @Test func `GetBulk answers non-repeaters once and the others row by row`() throws {
        var master = try ScriptedMaster()
        try master.open()
        let names = Self.expected(below: Self.labels)
        let once = AgentXSearchRange(Self.root)
        let column = AgentXSearchRange(Self.labels, end: Self.end(of: Self.labels))
        let last = AgentXSearchRange(names[names.count - 2].name, end: Self.end(of: Self.labels))
        let answer = try master.response(
            .getBulk, .getBulk(nonRepeaters: 1, maxRepetitions: 3, [once, column, last]))
        #expect(answer.bindings.count == 7)
        #expect(answer.bindings[0] == Self.expected(below: Self.root).first)
        #expect([1, 3, 5].map { answer.bindings[$0] } == Array(names.prefix(3)))
        let end = AgentXVarBind(names[names.count - 1].name, .endOfMibView)
        #expect([2, 4, 6].map { answer.bindings[$0] } == [names[names.count - 1], end, end])
        let none = try master.response(.getBulk, .getBulk(nonRepeaters: 5, maxRepetitions: 3, [once]))
        #expect(none.bindings.count == 1)
        #expect(try master.response(.getBulk, .getBulk(nonRepeaters: 0, maxRepetitions: 0, [once])).bindings.isEmpty)
        #expect(try master.response(.getBulk, .getBulk(nonRepeaters: 0, maxRepetitions: 9, [])).bindings.isEmpty)
    }

    @Test func `Get tells instances, their absence and that of objects apart`() throws {
        var master = try ScriptedMaster()
        try master.open()
        let all = Self.expected(below: Self.root)
        let wanted = stride(from: 0, to: all.count, by: 7).map { all[$0] }
        let answer = try master.response(.get, .get(wanted.map { AgentXSearchRange($0.name) }))
        #expect(answer.bindings == wanted && answer.error == 0)
        let names = [
            Self.labels + [4_000_000], Self.labels, Self.root + [99], Self.root, [1, 3, 6, 1, 2, 1, 1, 5, 0], [],
        ]
        let absent = try master.response(.get, .get(names.map { AgentXSearchRange($0) }))
        #expect(absent.bindings.map(\.name) == names)
        #expect(
            absent.bindings.map(\.value) == [
                .noSuchInstance, .noSuchInstance, .noSuchObject, .noSuchObject, .noSuchObject, .noSuchObject,
            ])
        #expect(try master.response(.get, .get([])).bindings.isEmpty)
    }

    @Test func `a range's start may be included and its end never is`() throws {
        var master = try ScriptedMaster()
        try master.open()
        let names = Self.expected(below: Self.labels)
        func next(_ range: AgentXSearchRange) throws -> AgentXVarBind? {
            try master.response(.getNext, .getNext([range])).bindings.first
        }
        #expect(try next(AgentXSearchRange(names[0].name, isIncluded: true)) == names[0])
        #expect(try next(AgentXSearchRange(names[0].name)) == names[1])
        #expect(try next(AgentXSearchRange(names[0].name, isIncluded: true, end: names[1].name)) == names[0])
        let start = names[0].name
        #expect(try next(AgentXSearchRange(start, end: names[1].name)) == AgentXVarBind(start, .endOfMibView))
        #expect(try next(AgentXSearchRange(start, end: start)) == AgentXVarBind(start, .endOfMibView))
        let gap = Self.labels + [5]
        #expect(try next(AgentXSearchRange(gap, isIncluded: true))?.name.starts(with: Self.labels) == true)
    }

    @Test func `without an end only what is registered is answered`() throws {
        var master = try ScriptedMaster(subtrees: ["pae", "own"])
        try master.open()
        let pae = Self.expected(below: [1, 0, 8802, 1, 1, 1])
        let own = Self.expected(below: Self.root)
        let ranges = [
            AgentXSearchRange([]), AgentXSearchRange(try #require(pae.last).name),
            AgentXSearchRange(try #require(own.last).name), AgentXSearchRange([1, 3, 6, 1, 2, 1], isIncluded: true),
        ]
        let answer = try master.response(.getNext, .getNext(ranges))
        #expect(answer.bindings[0] == pae.first)
        #expect(answer.bindings[1] == own.first)
        #expect(answer.bindings[2].value == .endOfMibView)
        #expect(answer.bindings[3] == own.first)
    }

    @Test func `nothing can be set as long as nobody takes changes`() throws {
        var master = try ScriptedMaster()
        try master.open()
        let changes = [AgentXVarBind(Self.labels + [1], .integer(1)), AgentXVarBind(Self.root, .null)]
        let test = try master.response(.testSet, .testSet(changes))
        #expect(test == AgentXResponse(error: UInt16(ErrorStatus.notWritable.rawValue), index: 1))
        #expect(try master.response(.commitSet, .commitSet).error == UInt16(ErrorStatus.commitFailed.rawValue))
        #expect(try master.response(.undoSet, .undoSet).error == UInt16(ErrorStatus.undoFailed.rawValue))
        #expect(try master.ask(.cleanupSet, .cleanupSet).isEmpty)
        #expect(master.session.status.counts.sets == 1)
    }

    @Test func `who takes changes hears of each phase`() throws {
        let taker = ChangeTaker()
        var master = try ScriptedMaster(changes: taker)
        try master.open()
        let change = AgentXVarBind(Self.labels + [1], .octets([1]))
        #expect(try master.response(.testSet, .testSet([change])) == AgentXResponse())
        #expect(try master.response(.commitSet, .commitSet) == AgentXResponse())
        #expect(try master.response(.undoSet, .undoSet) == AgentXResponse())
        #expect(try master.ask(.cleanupSet, .cleanupSet).isEmpty)
        #expect(taker.heard == ["test 40 1", "commit 40", "undo 40", "cleanup 40"])
    }
}

/// Takes every change and writes down what it heard.
private final class ChangeTaker: AgentXChanges {
    private let list = Mutex<[String]>([])

    var heard: [String] { list.withLock { $0 } }

    func test(_ bindings: [AgentXVarBind], transaction: UInt32) -> (status: ErrorStatus, index: Int) {
        list.withLock { $0.append("test \(transaction) \(bindings.count)") }
        return (.noError, 0)
    }

    func commit(transaction: UInt32) -> ErrorStatus {
        list.withLock { $0.append("commit \(transaction)") }
        return .noError
    }

    func undo(transaction: UInt32) -> ErrorStatus {
        list.withLock { $0.append("undo \(transaction)") }
        return .noError
    }

    func cleanup(transaction: UInt32) {
        list.withLock { $0.append("cleanup \(transaction)") }
    }
}
