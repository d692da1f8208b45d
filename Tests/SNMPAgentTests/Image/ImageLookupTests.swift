import Testing

@testable import SNMPAgent

/// An image with everything that makes lookups hard, and its cells as a plain sorted list.
struct RandomImage {
    let image: MIBImage
    let names: [[UInt32]]

    init(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var segments: [MIBSegment] = []
        var names: [[UInt32]] = []
        for number in 0..<UInt32(Int.random(in: 1...6, using: &random)) {
            let entry: [UInt32] = [1, 3, 6, 1, 4, 1, 8072, number * 70_000, 1]
            let columns = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                UInt32.random(in: 1...300, using: &random)
            }
            let layout = TableLayout(entry: entry, columns: columns)
            switch Int.random(in: 0...3, using: &random) {
            case 0:
                segments.append(
                    .dynamic(
                        DynamicScalars(layout) { column, row in
                            if column % 3 != 0 { row.counter32(column, column) }
                        }))
                names += layout.columns.filter { $0 % 3 != 0 }.map { entry + [$0, 0] }
            case let kind:
                var builder = TableBuilder(layout)
                for _ in 0..<Int.random(in: 0...40, using: &random) {
                    let length = kind == 1 ? 1 : kind == 2 ? 2 : Int.random(in: 1...4, using: &random)
                    let index = (0..<length).map { _ in UInt32.random(in: 0...12, using: &random) &* 0x1555_5555 }
                    let gaps = Set(columns.filter { _ in Int.random(in: 0...4, using: &random) == 0 })
                    builder.row(index, revision: 1) { row in
                        for column in layout.columns where !gaps.contains(column) { row.integer(column, column) }
                    }
                    let isNew =
                        !names.contains { $0.starts(with: entry) && Array($0[(entry.count + 1)...]) == index }
                        && !skipped.contains(entry + index)
                    if isNew {
                        names += layout.columns.filter { !gaps.contains($0) }.map { entry + [$0] + index }
                        skipped.insert(entry + index)
                    }
                }
                segments.append(.table(builder.table()))
            }
        }
        image = try MIBImage(segments.shuffled(using: &random))
        self.names = names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private var skipped: Set<[UInt32]> = []
}

@Suite struct ImageLookupTests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `a walk meets every instance once and in order`(seed: UInt64) throws {
        let random = try RandomImage(seed: seed)
        var name: [UInt32] = [0, 0]
        var walked: [[UInt32]] = []
        while let cell = random.image.next(after: name) {
            walked.append(cell.name)
            name = cell.name
            try #require(walked.count <= random.names.count)
        }
        #expect(walked == random.names)
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `any name is found as a sorted list would find it`(seed: UInt64) throws {
        let random = try RandomImage(seed: seed)
        var generator = SplitMix(state: seed ^ 0xffff)
        for _ in 0..<200 {
            guard var name = random.names.randomElement(using: &generator) else { return }
            switch Int.random(in: 0...4, using: &generator) {
            case 0: name.removeLast(Int.random(in: 0..<name.count, using: &generator))
            case 1: name.append(UInt32.random(in: 0...2, using: &generator))
            case 2: name[name.count - 1] &+= 1
            case 3: name[Int.random(in: 7..<name.count, using: &generator)] &-= 1
            default: break
            }
            let expected = random.names.first { name.lexicographicallyPrecedes($0) }
            #expect(random.image.next(after: name)?.name == expected)
            #expect((random.image.get(name) != nil) == random.names.contains(name))
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `a cursor steps through what GETNEXT finds`(seed: UInt64) throws {
        let random = try RandomImage(seed: seed)
        var cursor = random.image.cursor(after: [0], count: 1)
        var names: [[UInt32]] = []
        while !random.image.isEnd(cursor) {
            if let cell = random.image.cell(at: cursor) { names.append(cell.name) }
            cursor = random.image.advanced(cursor)
        }
        #expect(names == random.names)
    }

    @Test func `an empty image has nothing`() {
        #expect(MIBImage.empty.next(after: [1, 3]) == nil)
        #expect(MIBImage.empty.get([1, 3, 6]) == nil)
    }

    @Test func `a missing instance differs from a missing object`() throws {
        let layout = TableLayout(entry: [1, 3, 6, 9, 1], columns: [2])
        var builder = TableBuilder(layout)
        builder.row(5, revision: 1) { $0.integer(2, 1) }
        let image = try MIBImage([.table(builder.table())])
        guard case .noSuchInstance = image.find([1, 3, 6, 9, 1, 2, 6], count: 7) else {
            Issue.record("row 6 does not exist")
            return
        }
        guard case .noSuchObject = image.find([1, 3, 6, 9, 1, 3, 5], count: 7) else {
            Issue.record("column 3 does not exist")
            return
        }
    }

    @Test func `two segments cannot define the same object`() {
        let first = DynamicScalars(TableLayout(entry: [1, 3, 6], columns: [4])) { _, _ in }
        let below = DynamicScalars(TableLayout(entry: [1, 3, 6, 4], columns: [1])) { _, _ in }
        #expect(throws: MIBImageError.overlap([1, 3, 6, 4], [1, 3, 6, 4])) {
            try MIBImage([.dynamic(first), .dynamic(first)])
        }
        #expect(throws: MIBImageError.overlap([1, 3, 6, 4], [1, 3, 6, 4, 1])) {
            try MIBImage([.dynamic(below), .dynamic(first)])
        }
    }
}
