import DeviceProtocols
import NetworkValues
import Testing

@testable import DeviceFeeds

/// Against a device of our test code, which answers as no real one should.
@Suite struct SNMPManagerTests {
    private let sysDescr: [UInt32] = [1, 3, 6, 1, 2, 1, 1, 1, 0]
    private let sysName: [UInt32] = [1, 3, 6, 1, 2, 1, 1, 5, 0]

    private func target(
        _ port: UInt16, _ credentials: SNMPCredentials = .v2c(community: "public"), milliseconds: Int = 60_000,
        retries: Int = 0
    ) -> SNMPTarget {
        SNMPTarget(
            address: .loopback, port: port, credentials: credentials, timeoutMilliseconds: milliseconds,
            retries: retries)
    }

    private func device(
        _ answer: @escaping @Sendable (TestRequest) -> [UInt8]?,
        _ body: (SNMPManager, TestDevice) async throws -> Void
    ) async throws {
        let device = TestDevice.answering(answer)
        defer { device.close() }
        let manager = try SNMPManager()
        try await body(manager, device)
        await manager.shutDown()
    }

    /// Why some names could not be got; `nil` when they could.
    private func failure(
        of manager: SNMPManager, _ names: [[UInt32]], _ target: SNMPTarget
    ) async -> SNMPManagerError? {
        do throws(SNMPManagerError) {
            _ = try await manager.get(names, from: target)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [SNMPCredentials.v1(community: "public"), .v2c(community: "public")])
    func `every type of value is read`(credentials: SNMPCredentials) async throws {
        let values: [([UInt32], [UInt8], SNMPValue)] = [
            ([1, 3, 1], TestBER.integer(-5), .integer(-5)),
            ([1, 3, 2], TestBER.octets("IPBS2[10.3.9]"), .octets(Array("IPBS2[10.3.9]".utf8))),
            (
                [1, 3, 3], TestBER.name([1, 3, 6, 1, 4, 1, 27614, 4_294_967_295]),
                .name([1, 3, 6, 1, 4, 1, 27614, .max])
            ),
            ([1, 3, 4], [0x40, 4, 192, 0, 2, 7], .address(.v4(0xc000_0207))),
            ([1, 3, 5], TestBER.integer(4_294_967_295, tag: 0x41), .counter(.max)),
            ([1, 3, 6], TestBER.integer(7, tag: 0x42), .gauge(7)),
            ([1, 3, 7], TestBER.integer(123_456, tag: 0x43), .ticks(123_456)),
            ([1, 3, 8], [0x46, 9, 0, 255, 255, 255, 255, 255, 255, 255, 254], .counter64(.max - 1)),
            ([1, 3, 9], [0x44, 2, 1, 2], .octets([1, 2])),
            ([1, 3, 10], [5, 0], .null), ([1, 3, 11], [0x80, 0], .noSuchObject),
            ([1, 3, 12], [0x81, 0], .noSuchInstance),
        ]
        try await device({ $0.answer(values.map { ($0.0, $0.1) }) }) { manager, device in
            let answer = try await manager.get(values.map(\.0), from: target(device.port, credentials))
            #expect(answer == values.map { SNMPVariable($0.0, $0.2) })
            let status = await manager.status
            #expect(status.requests == 1 && status.answers == 1 && status.inFlight == 0 && status.inFlightMost == 1)
        }
    }

    @Test func `version 1 without one of the names looks as version 2c does`() async throws {
        let missing = sysName
        try await device { request in
            if let index = request.names.firstIndex(of: missing) { return request.error(2, index: index + 1) }
            return request.answer(request.names.map { ($0, TestBER.integer(1)) })
        } _: { manager, device in
            let answer = try await manager.get([sysName, sysDescr], from: target(device.port, .v1(community: "c")))
            #expect(answer.map(\.value) == [.noSuchObject, .integer(1)])
            #expect(device.requests.map(\.names.count) == [2, 1])
        }
    }

    @Test func `who does not answer is given up after the retries and it is told`() async throws {
        let silent = SilentPort()
        let manager = try SNMPManager()
        let error = await failure(of: manager, [sysDescr], target(silent.port, milliseconds: 20, retries: 2))
        #expect(error?.code == .timeout)
        #expect(
            error?.description.hasPrefix(
                "127.0.0.1:\(silent.port): an answer was expected within 20 ms; none came to 3")
                == true)
        let status = await manager.status
        #expect(status.timeouts == 1 && status.retries == 2 && status.datagramsSent == 3 && status.inFlight == 0)
    }

    @Test func `a port where nobody listens is told at once`() async throws {
        let port = { SilentPort().port }()
        let manager = try SNMPManager()
        let error = await failure(of: manager, [sysDescr], target(port, milliseconds: 60_000))
        #expect(error?.code == .refused)
        #expect(await manager.status.unreachable == 1)
    }

    @Test func `an answer from elsewhere is not believed`() async throws {
        let manager = try SNMPManager()
        let name = sysDescr
        // Somebody else answers first, with the right number; only then the one that was asked.
        let device = TestDevice { datagram, source in
            guard let request = TestRequest(datagram) else { return [] }
            TestDevice.send([request.answer([(name, TestBER.octets("forged"))])], to: source)
            return [request.answer([(name, TestBER.octets("true"))])]
        }
        defer { device.close() }
        let answer = try await manager.get([name], from: target(device.port))
        #expect(answer.first?.value == .octets(Array("true".utf8)))
        #expect(await manager.status.fromElsewhere == 1)
    }

    @Test func `an answer to another question is no answer`() async throws {
        try await device({ $0.answer([], id: 1 + $0.id % 1000) }) { manager, device in
            let error = await failure(of: manager, [sysDescr], target(device.port, milliseconds: 50))
            #expect(error?.code == .unexpectedAnswer)
            #expect(await manager.status.unmatched == 1)
        }
    }

    @Test func `rubbish is counted and told when nothing better comes`() async throws {
        try await device({ _ in Array("no SNMP at all".utf8) }) { manager, device in
            let error = await failure(of: manager, [sysDescr], target(device.port, milliseconds: 50, retries: 1))
            #expect(error?.code == .malformed)
            #expect(error?.message == "an answer was expected; 14 octets came that are none")
            #expect(await manager.status.malformed == 2)
        }
    }

    @Test func `rubbish before the answer does no harm`() async throws {
        let device = TestDevice { datagram, _ in
            guard let request = TestRequest(datagram) else { return [] }
            return [[0x30, 0x82], [], request.answer(request.names.map { ($0, TestBER.integer(4)) })]
        }
        defer { device.close() }
        let manager = try SNMPManager()
        #expect(try await manager.get([sysDescr], from: target(device.port)).first?.value == .integer(4))
    }

    @Test func `an answer in another version is not taken`() async throws {
        try await device { request in
            var changed = request
            changed.version = 0
            return changed.answer([([1, 3, 1], TestBER.integer(1))])
        } _: { manager, device in
            let error = await failure(of: manager, [[1, 3, 1]], target(device.port, milliseconds: 50))
            #expect(error?.code == .unexpectedAnswer)
            #expect(await manager.status.refused == 1)
        }
    }

    @Test func `a walk over a device that turns in a circle ends with an error`() async throws {
        try await device { request in
            request.answer([([1, 3, 6, 1, 9, 1, 4], TestBER.integer(1)), ([1, 3, 6, 1, 9, 1, 2], TestBER.integer(1))])
        } _: { manager, device in
            let error = await #expect(throws: SNMPManagerError.self) {
                try await manager.rows(of: [[1, 3, 6, 1, 9, 1]], from: target(device.port), limit: 100)
            }
            #expect(error?.code == .notIncreasing)
            #expect(error?.port == device.port)
        }
    }

    @Test func `a cancelled task gets its answer at once and leaves nothing behind`() async throws {
        let silent = SilentPort()
        let manager = try SNMPManager()
        let target = target(silent.port, milliseconds: 60_000)
        let name = sysDescr
        let task = Task { await failure(of: manager, [name], target) }
        while await manager.status.inFlight == 0 { await Task.yield() }
        task.cancel()
        #expect(await task.value?.code == .cancelled)
        let status = await manager.status
        #expect(status.inFlight == 0 && status.cancelled == 1)
    }

    @Test func `who is cancelled before asking asks nothing`() async throws {
        let silent = SilentPort()
        let manager = try SNMPManager()
        let target = target(silent.port, milliseconds: 60_000)
        let name = sysDescr
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await failure(of: manager, [name], target)
        }
        #expect(await task.value?.code == .cancelled)
        #expect(await manager.status.datagramsSent == 0)
    }

    @Test func `shutting down ends everything, now and later`() async throws {
        let silent = SilentPort()
        let manager = try SNMPManager()
        let target = target(silent.port, milliseconds: 60_000)
        let name = sysDescr
        let task = Task { await failure(of: manager, [name], target) }
        while await manager.status.inFlight == 0 { await Task.yield() }
        await manager.shutDown()
        #expect(await task.value?.code == .stopped)
        let later = await failure(of: manager, [name], target)
        #expect(later?.code == .stopped)
    }

    @Test func `more than the limit in flight is refused`() async throws {
        let silent = SilentPort()
        let manager = try SNMPManager(mostInFlight: 1)
        let target = target(silent.port, milliseconds: 60_000)
        let name = sysDescr
        let task = Task { await failure(of: manager, [name], target) }
        while await manager.status.inFlight == 0 { await Task.yield() }
        let error = await failure(of: manager, [name], target)
        #expect(error?.code == .overloaded)
        await manager.shutDown()
        _ = await task.value
    }

    @Test func `names and credentials that cannot be used never reach the wire`() async throws {
        let manager = try SNMPManager()
        for (name, credentials) in [
            ([1] as [UInt32], SNMPCredentials.v1(community: "c")),
            (Array(repeating: 1, count: 129), .v1(community: "c")), ([1, 3], .v2c(community: "")),
            ([1, 3], .v3(user: "u", authentication: (.sha, "short"))),
        ] {
            let error = await failure(of: manager, [name], target(9, credentials))
            #expect(error?.code == .badRequest)
        }
        #expect(await manager.status.datagramsSent == 0)
    }

    @Test func `500 devices of which 100 are silent are asked twice each, all at once`() async throws {
        let answering = TestDevice.answering { request in
            request.answer(request.names.map { ($0, TestBER.octets("IPBS2[10.3.9]")) })
        }
        defer { answering.close() }
        let silent = (0..<100).map { _ in SilentPort() }
        let manager = try SNMPManager()
        let name = sysDescr
        let ports = Array(repeating: answering.port, count: 400) + silent.map(\.port)
        let targets = ports.map { target($0, milliseconds: 400, retries: 1) }
        let clock = ContinuousClock()
        let began = clock.now
        let answers = await withTaskGroup(of: ContinuousClock.Instant?.self) { group in
            for target in targets + targets {
                group.addTask {
                    let answer = try? await manager.get([name], from: target)
                    return answer == nil ? nil : clock.now
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.compactMap(\.self)
        }
        let all = clock.now - began
        #expect(answers.count == 800)
        let status = await manager.status
        #expect(status.timeouts == 200 && status.inFlight == 0 && status.inFlightMost >= 200)
        let last = answers.max().map { $0 - began } ?? .zero
        print("1000 GETs: answered within \(last), all ended after \(all), at most \(status.inFlightMost) in flight")
    }
}
