import DeviceProtocols
import NetworkValues
import Testing

@testable import DeviceFeeds

/// Runs on the SNMP thread, as the library must.
private actor OnSNMPThread {
    private let thread: SNMPThread

    init() throws { thread = try #require(SNMPThread.shared) }

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    func run<Value: Sendable>(_ body: @Sendable () throws -> Value) rethrows -> Value { try body() }
}

/// Numbers that are the same in each run.
private struct SteadyGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct SNMPFuzzTests {
    private static let engineID: [UInt8] = [0x80, 0, 0x1f, 0x88, 4, 0x66, 0x75, 0x7a, 0x7a]

    /// Messages of every version and kind, in the shape in which devices send them.
    private static func seeds(_ user: SNMPUser) throws -> [[UInt8]] {
        let names: [[UInt32]] = [[1, 3, 6, 1, 2, 1, 1, 1, 0], [1, 3, 6, 1, 4, 1, 27614, 1, 1, 1, 1, 3, 0]]
        let question = SNMPQuestion(kind: .getBulk, names: names, repetitions: 10)
        let credentials = SNMPCredentials.v3(
            user: "fuzz", authentication: (.sha256, "not a secret"), privacy: (.aes128, "not a secret"))
        var seeds = [
            try SNMPLibrary.build(question, credentials, user: user, requestID: 1, messageID: 2),
            try SNMPLibrary.build(
                SNMPQuestion(kind: .get, names: []), credentials, user: nil, requestID: 1, messageID: 2),
        ]
        let values: [([UInt32], [UInt8])] = [
            (names[0], TestBER.octets("IPBS2[10.3.9]")), (names[1], TestBER.integer(197124)),
            ([1, 3, 6, 1], TestBER.name([1, 3, 6, 1, 4, 1])), ([1, 3, 7], [0x40, 4, 192, 0, 2, 7]),
            ([1, 3, 8], [0x46, 2, 1, 2]), ([1, 3, 9], [0x81, 0]), ([1, 3, 10], [0x44, 7, 0x9f, 0x78, 4, 1, 2, 3, 4]),
        ]
        for kind in [0xa2, 0xa6, 0xa7, 0xa8] as [UInt8] {
            let pdu = TestBER.element(
                kind, TestBER.integer(1) + TestBER.integer(0) + TestBER.integer(0) + TestBER.variables(values))
            seeds.append(TestBER.message(version: 1, community: "public", pdu))
        }
        let trap = TestBER.element(
            0xa4,
            TestBER.name([1, 3, 6, 1, 4, 1, 27614]) + [0x40, 4, 192, 0, 2, 7] + TestBER.integer(6) + TestBER.integer(12)
                + TestBER.integer(4711, tag: 0x43) + TestBER.variables(values))
        seeds.append(TestBER.message(version: 0, community: "public", trap))
        return seeds
    }

    private static func mutated(_ seed: [UInt8], _ generator: inout SteadyGenerator) -> [UInt8] {
        var octets = seed
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !octets.isEmpty {
            let place = Int.random(in: 0..<octets.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: octets[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: octets[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: octets.removeLast(octets.count - place)
            case 3: octets.insert(contentsOf: octets[place...].prefix(8), at: place)
            case 4: octets[place] = [0, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xff].randomElement(using: &generator) ?? 0
            default: octets.removeSubrange(place..<min(place + 3, octets.count))
            }
        }
        return octets
    }

    @Test func `60000 changed messages are read or refused, and answered or not`() async throws {
        let read = try await OnSNMPThread().run {
            try SNMPLibrary.learn(Self.engineID, boots: 1, time: 1)
            let master = try SNMPMasterKeys(
                .v3(user: "fuzz", authentication: (.sha256, "not a secret"), privacy: (.aes128, "not a secret")))
            let user = try SNMPUser(master, name: "fuzz", engineID: Self.engineID)
            let seeds = try Self.seeds(user)
            var generator = SteadyGenerator(state: 8)
            var read = 0
            for round in 0..<60_000 {
                let octets = Self.mutated(seeds[round % seeds.count], &generator)
                octets.withUnsafeBufferPointer { octets in
                    _ = try? SNMPLibrary.look(octets)
                    guard let message = try? SNMPMessage(octets, user: round % 3 == 0 ? nil : user) else { return }
                    read += 1
                    _ = message.variables()
                    _ = message.facts
                    if message.facts.refusal != nil {
                        _ = message.report(user: user)
                    } else {
                        _ = message.answer()
                    }
                }
            }
            return read
        }
        // Some are still good, most are not.
        #expect((1000..<59_000).contains(read), "\(read)")
    }

    @Test func `the library works on its own thread only`() throws {
        #expect(throws: SNMPLibraryError.wrongThread) {
            try [0x30, 0x00].withUnsafeBufferPointer { (octets) throws(SNMPLibraryError) in
                _ = try SNMPLibrary.look(octets)
            }
        }
    }

    @Test func `a message is refused for what it carries, never by chance`() async throws {
        try await OnSNMPThread().run {
            let master = try SNMPMasterKeys(.v3(user: "u", authentication: (.sha256, "not a secret")))
            let engineID: [UInt8] = [0x80, 0, 0x1f, 0x88, 4, 1, 1, 1]
            let user = try SNMPUser(master, name: "u", engineID: engineID)
            let credentials = SNMPCredentials.v3(user: "u", authentication: (.sha256, "not a secret"))
            let question = SNMPQuestion(kind: .get, names: [[1, 3, 6, 1]])
            var octets = try SNMPLibrary.build(question, credentials, user: user, requestID: 1, messageID: 2)
            #expect(try refusal(octets, user) == .unknownEngine)
            try SNMPLibrary.learn(engineID, boots: 1, time: 100)
            octets = try SNMPLibrary.build(question, credentials, user: user, requestID: 1, messageID: 2)
            #expect(try refusal(octets, user) == nil)
            #expect(try refusal(octets, nil) == .unknownUser)
            octets[octets.count - 3] ^= 1
            #expect(try refusal(octets, user) == .wrongDigest)
        }
    }

    private func refusal(_ octets: [UInt8], _ user: SNMPUser?) throws -> SNMPLibraryError? {
        try octets.withUnsafeBufferPointer { octets in
            let message = try SNMPMessage(octets, user: user)
            return message.facts.refusal
        }
    }
}
