import DeviceFeeds
import DeviceProtocols
import DeviceSupport
import Faults
import IPDECTCore
import Logging
import NetworkValues
import Settings
import Synchronization
import Testing
import WebClient

struct HTTPPollerTests {
    private static let start = Timestamp(seconds: 1_795_435_230)

    private func poller(
        at time: Timestamp = start, budget: Duration = .seconds(45),
        _ change: (inout WebClientOptions) -> Void = { _ in }
    ) -> HTTPPoller {
        var options = HTTPPoller.standardOptions
        change(&options)
        return HTTPPoller(
            options, budget: budget, checkingTLS: nil, trustingTLS: nil, now: { time }, logger: Logger(label: "test"))
    }

    private func device(_ served: ServedDevice, password: String = "ip!dect") -> HTTPDevice {
        HTTPDevice(address: .loopback, port: served.port, user: "admin", password: Secret(password))
    }

    private func failure(_ body: () async throws -> Void) async throws -> HTTPPollError {
        do {
            try await body()
        } catch let error as HTTPPollError {
            return error
        }
        throw HTTPPollError(.malformed, "expected an error, got none")
    }

    @Test(arguments: [ServedDevice.LogIn.none, .basic, .digest])
    func `a device in good order is read page by page on one connection`(logIn: ServedDevice.LogIn) async throws {
        let served = try await ServedDevice(ServedDevice.goodPages, logIn: logIn)
        var memory = HTTPDeviceMemory()
        let result = try await poller().poll(device(served), &memory)
        #expect(result.understood == HTTPPage.allCases && result.keptRaw.isEmpty && result.failures.isEmpty)
        #expect(result.clock == DeviceTime(Self.start, isUTC: true) && result.server == "device")
        let readings = result.readings
        #expect(
            readings.filter { if case .clock = $0 { true } else { false } } == [
                .clock(DeviceTime(Self.start, isUTC: true))
            ])
        #expect(readings.contains(.figure(.processor, 7)) && readings.contains(.figure(.memory, 51)))
        #expect(readings.contains(.upTime(8_640_000)) && readings.contains(.syncFound))
        let standing = readings.compactMap { if case .standingAlarms(let alarms) = $0 { alarms } else { nil } }
        #expect(standing.map { $0.map(\.code) } == [[.rfpUnsynchronized]])
        #expect(!readings.contains { if case .event = $0 { true } else { false } })
        #expect(served.connections == 1)
        #expect(served.requests.filter { $0.hasPrefix("200") }.count == 6)
        #expect(served.requests.filter { $0.hasPrefix("401") }.count == (logIn == .none ? 0 : 1))
        await served.stop()
    }

    @Test func `a fault that is new is an event, once`() async throws {
        let served = try await ServedDevice(ServedDevice.goodPages)
        var memory = HTTPDeviceMemory()
        func events() async throws -> Int {
            try await poller().poll(device(served), &memory).readings.filter {
                if case .event = $0 { true } else { false }
            }.count
        }
        #expect(try await events() == 0)
        let old = ServedDevice.alarm("0x00140001", type: "error", severity: 0, text: "Busy for speech")
        served.serve(
            ServedDevice.list([ServedDevice.alarm("0x000e000a", type: "error", time: 1_795_435_300), old]),
            at: ServedDevice.Target.faults)
        #expect(try await events() == 1)
        #expect(try await events() == 0)
        await served.stop()
    }

    @Test func `a page that a device does not have is not asked for again for a day`() async throws {
        var pages = ServedDevice.goodPages
        pages[ServedDevice.Target.sync] = nil
        let served = try await ServedDevice(pages)
        var memory = HTTPDeviceMemory()
        let first = try await poller().poll(device(served), &memory)
        #expect(first.pages.first { $0.page == .sync }?.outcome == .absent(status: 404))
        let second = try await poller(at: Self.start.adding(seconds: 86_399)).poll(device(served), &memory)
        #expect(second.pages.first { $0.page == .sync }?.outcome == .notAsked && second.pages.count == 6)
        served.serve(ServedDevice.goodPages[ServedDevice.Target.sync], at: ServedDevice.Target.sync)
        let third = try await poller(at: Self.start.adding(seconds: 86_400)).poll(device(served), &memory)
        #expect(third.understood == HTTPPage.allCases && memory.absentUntil.isEmpty)
        #expect(
            served.requests.filter { $0.hasSuffix("rfp-stat2") } == [
                "404 /RFPSTAT0/mod_cmd.xml?cmd=rfp-stat2", "200 /RFPSTAT0/mod_cmd.xml?cmd=rfp-stat2",
            ])
        await served.stop()
    }

    @Test func `other firmware is asked for all pages`() async throws {
        var pages = ServedDevice.goodPages
        pages[ServedDevice.Target.sync] = nil
        let served = try await ServedDevice(pages)
        var memory = HTTPDeviceMemory()
        _ = try await poller().poll(device(served), &memory)
        #expect(memory.absentUntil.keys.map(\.self) == [.sync])
        served.serve(
            ServedDevice.Page("<info><sys version='12.0.1' type='IPBS3'/></info>"), at: ServedDevice.Target.box)
        let result = try await poller().poll(device(served), &memory)
        #expect(result.pages.first { $0.page == .sync }?.outcome == .absent(status: 404))
        await served.stop()
    }

    @Test(arguments: [(ServedDevice.LogIn.basic, "Basic"), (.digest, "Digest")])
    func `a wrong password ends the poll with an error that does not have it`(
        logIn: ServedDevice.LogIn, scheme: String
    ) async throws {
        let served = try await ServedDevice(ServedDevice.goodPages, logIn: logIn)
        var memory = HTTPDeviceMemory()
        let error = try await failure {
            _ = try await poller().poll(device(served, password: "wr0ng-w0rd"), &memory)
        }
        #expect(error.code == .notAuthorized && error.message.contains("admin") && error.message.contains(scheme))
        #expect(!error.message.contains("wr0ng") && !"\(error)\(device(served))".contains("ip!dect"))
        // Who is not let in does not try six times.
        #expect(served.requests.count == 2)
        var nobody = device(served)
        nobody.user = ""
        let other = try await failure { _ = try await poller().poll(nobody, &memory) }
        #expect(other.code == .notAuthorized && other.message.contains("none is set"))
        await served.stop()
    }

    @Test func `a page that is refused leaves the others`() async throws {
        let served = try await ServedDevice(ServedDevice.goodPages)
        served.serve(ServedDevice.Page("no", status: 403), at: ServedDevice.Target.alarms)
        served.serve(ServedDevice.Page("no", status: 500), at: ServedDevice.Target.memory)
        var memory = HTTPDeviceMemory()
        let result = try await poller().poll(device(served), &memory)
        #expect(result.understood == [.box, .faults, .sync, .processor])
        #expect(result.failures.map(\.page) == [.alarms, .memory])
        #expect(result.failures.map(\.error.code) == [.notAuthorized, .status])
        await served.stop()
    }

    @Test func `what is broken, cut off or of a wrong length never ends an alarm`() async throws {
        let served = try await ServedDevice(ServedDevice.goodPages)
        let alarms = ServedDevice.list([ServedDevice.alarm("0x000e0005"), ServedDevice.alarm("0x00030204")])
        var cases: [(ServedDevice.Page, Int)] = []
        for trouble in [ServedDevice.Trouble.cut(after: 200), .wrongLength(by: 10), .closes, .noHTTP] {
            var page = alarms
            page.trouble = trouble
            cases.append((page, 0))
        }
        // Fewer octets than there are: what comes is a whole answer of half a document.
        var short = alarms
        short.trouble = .wrongLength(by: -20)
        cases.append((short, 1))
        cases.append((ServedDevice.Page("<info><a></b></info>"), 0))
        cases.append((ServedDevice.Page("<html><body>Please log in</body></html>"), 0))
        cases.append((ServedDevice.Page(""), 0))
        for (page, alarms) in cases {
            served.serve(page, at: ServedDevice.Target.alarms)
            var memory = HTTPDeviceMemory()
            let result = try await poller().poll(device(served), &memory)
            let readings = result.pages.first { $0.page == .alarms }?.readings ?? []
            #expect(!readings.contains { if case .standingAlarms = $0 { true } else { false } })
            #expect(readings.filter { if case .alarm = $0 { true } else { false } }.count == alarms)
            #expect(result.understood.count == 5 + alarms)
        }
        await served.stop()
    }

    @Test func `an answer of more than a mebioctet is not taken`() async throws {
        let served = try await ServedDevice(ServedDevice.goodPages)
        let large = ServedDevice.Page(String(repeating: " ", count: HTTPPoller.bodyLimitBytes) + "<info/>")
        served.serve(large, at: ServedDevice.Target.alarms)
        var memory = HTTPDeviceMemory()
        let result = try await poller().poll(device(served), &memory)
        #expect(result.failures.map(\.page) == [.alarms] && result.failures.map(\.error.code) == [.tooLarge])
        await served.stop()
    }

    @Test func `a page in another encoding is read`() async throws {
        let served = try await ServedDevice(ServedDevice.goodPages)
        var page = ServedDevice.list([ServedDevice.alarm("0x000e0005", text: "T?r")])
        let place = try #require(page.body.firstIndex(of: UInt8(ascii: "T")))
        page.body[place + 1] = 0xfc
        page.body.replace(Array("utf-8".utf8), with: Array("ISO-8859-1".utf8))
        served.serve(page, at: ServedDevice.Target.alarms)
        var memory = HTTPDeviceMemory()
        func text() async throws -> String? {
            let readings = try await poller().poll(device(served), &memory).readings
            return readings.lazy.compactMap { if case .standingAlarms(let all) = $0 { all.first?.text } else { nil } }
                .first
        }
        #expect(try await text() == "Tür")
        // Only the header says it.
        page.body.replace(Array(" encoding=\"ISO-8859-1\"".utf8), with: [])
        page.fields = [("content-type", "text/xml; charset=\"iso-8859-1\"")]
        served.serve(page, at: ServedDevice.Target.alarms)
        #expect(try await text() == "Tür")
        await served.stop()
    }

    @Test func `redirects are followed within the device only`() async throws {
        let served = try await ServedDevice(ServedDevice.goodPages, logIn: .digest)
        let other = try await ServedDevice(["/x": ServedDevice.Page("<info/>")], logIn: .basic)
        let good = ServedDevice.goodPages[ServedDevice.Target.alarms]
        served.serve(good, at: "/other/alarms.xml")
        served.serve(good, at: "/LOG0/FAULT/here.xml")
        served.serve(.redirect(to: "/a"), at: "/b")
        served.serve(.redirect(to: "/b"), at: "/a")
        for count in 1...5 { served.serve(.redirect(to: "/far\(count + 1)"), at: "/far\(count)") }
        for (location, isFollowed) in [
            ("/other/alarms.xml", true), ("here.xml", true), ("http://127.0.0.1:\(served.port)/other/alarms.xml", true),
            ("http://127.0.0.1:\(other.port)/x", false), ("//127.0.0.1:\(other.port)/x", false),
            ("http://192.0.2.1/", false), ("ftp://127.0.0.1/", false), ("http://a@b/", false), ("/a", false),
            ("/far1", false),
        ] {
            served.serve(.redirect(to: location), at: ServedDevice.Target.alarms)
            var memory = HTTPDeviceMemory()
            let result = try await poller().poll(device(served), &memory)
            #expect(result.understood.contains(.alarms) == isFollowed, "\(location)")
            #expect(result.failures.map(\.error.code) == (isFollowed ? [] : [.redirect]), "\(location)")
        }
        #expect(other.connections == 0)
        await served.stop()
        await other.stop()
    }

    @Test func `what answers and is not understood is kept`() async throws {
        let served = try await ServedDevice(["/CMD0/box_info.xml": ServedDevice.Page("ok\n")])
        served.serve(ServedDevice.Page("<a><b c='d'/></a>"), at: ServedDevice.Target.alarms)
        served.serve(
            ServedDevice.Page("[{\"type\":\"alarm\",\"code\":\"0x00140009\"}]"), at: ServedDevice.Target.faults)
        var memory = HTTPDeviceMemory()
        let result = try await poller().poll(device(served), &memory)
        #expect(result.keptRaw == [.box, .alarms] && result.understood == [.faults])
        #expect(result.readings.contains(.raw("ok")) && result.readings.contains(.raw("<b c='d'/>")))
        await served.stop()
    }

    @Test func `only the pages that are wanted are asked for`() async throws {
        let served = try await ServedDevice(ServedDevice.goodPages)
        var memory = HTTPDeviceMemory()
        let result = try await poller().poll(device(served), &memory, pages: [.alarms])
        #expect(result.understood == [.alarms] && served.requests.count == 1)
        await served.stop()
    }

    @Test func `a device that is not there, or is silent, is an error`() async throws {
        let gone = try await ServedDevice()
        let device = device(gone)
        await gone.stop()
        var memory = HTTPDeviceMemory()
        let error = try await failure { _ = try await poller().poll(device, &memory) }
        #expect(error.code == .notReachable)
        let silent = try await ServedDevice(["/CMD0/box_info.xml": ServedDevice.Page("", trouble: .silent)])
        let other = try await failure {
            _ = try await poller { $0.headerLimit = .milliseconds(100) }.poll(self.device(silent), &memory)
        }
        #expect(other.code == .timedOut && silent.requests.count == 1 && memory == HTTPDeviceMemory())
        let tls = HTTPDevice(address: .loopback, port: silent.port, usesTLS: true)
        let third = try await failure { _ = try await poller().poll(tls, &memory) }
        #expect(third.code == .tls)
        await silent.stop()
    }

    @Test func `a device that becomes slow is left alone`() async throws {
        let served = try await ServedDevice(ServedDevice.goodPages)
        for target in [ServedDevice.Target.faults, ServedDevice.Target.alarms] {
            served.serve(ServedDevice.Page("", trouble: .silent), at: target)
        }
        var memory = HTTPDeviceMemory()
        let result = try await poller { $0.headerLimit = .seconds(1) }.poll(device(served), &memory)
        #expect(
            result.pages.count == 6 && result.failures.map(\.page) == [.faults, .alarms, .sync, .processor, .memory])
        #expect(Set(result.failures.map(\.error.code)) == [.timedOut] && served.requests.count == 3)
        let hurried = try await poller(budget: .zero).poll(device(served), &memory)
        #expect(hurried.understood == [.box] && hurried.failures.count == 5)
        await served.stop()
    }

    @Test func `a poll that is cancelled ends at once and changes nothing`() async throws {
        let served = try await ServedDevice(ServedDevice.goodPages)
        served.serve(ServedDevice.Page("", trouble: .silent), at: ServedDevice.Target.alarms)
        let device = device(served)
        let poller = poller()
        let task = Task { () -> (Bool, HTTPDeviceMemory) in
            var memory = HTTPDeviceMemory()
            do {
                _ = try await poller.poll(device, &memory)
                return (false, memory)
            } catch {
                return (error is CancellationError, memory)
            }
        }
        while !served.requests.contains(where: { $0.hasSuffix("xml-alarms") }) { await Task.yield() }
        task.cancel()
        let (isCancelled, memory) = await task.value
        #expect(isCancelled && memory == HTTPDeviceMemory())
        await served.stop()
    }

    @Test func `two hundred devices are polled at once`() async throws {
        let served = try await ServedDevice(ServedDevice.goodPages, logIn: .digest)
        let device = device(served)
        let poller = poller(budget: .seconds(600)) { options in
            options.headerLimit = .seconds(60)
            options.connectLimit = .seconds(60)
        }
        let understood = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    var memory = HTTPDeviceMemory()
                    return try await poller.poll(device, &memory).understood.count
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(understood == 1200 && served.connections == 200)
        await served.stop()
    }
}
