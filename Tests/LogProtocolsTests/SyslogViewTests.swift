import LogProtocols
import NetworkValues
import Testing

struct SyslogViewTests {
    private static let received = Timestamp(seconds: 1_795_435_200)  // 2026-11-23T12:00:00Z

    /// What a view found, as text.
    private struct Parts: Equatable {
        var priority: UInt8?
        var time: String?
        var host = ""
        var app = ""
        var process = ""
        var kind = ""
        var data = ""
        var message = ""
    }

    private func view(_ line: String) -> (SyslogView, Parts) {
        let bytes = Array(line.utf8)
        let view = SyslogView(bytes.span, receivedAt: Self.received)
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        return (
            view,
            Parts(
                priority: view.priority?.rawValue, time: view.time?.description, host: text(view.host),
                app: text(view.app), process: text(view.processID), kind: text(view.messageID),
                data: text(view.structuredData), message: text(view.message))
        )
    }

    @Test func `the examples of RFC 5424 are read`() {
        var (view, parts) = view(
            "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \u{FEFF}'su root' failed for lonvick on /dev/pts/8"
        )
        #expect(view.format == .rfc5424)
        #expect(
            parts
                == Parts(
                    priority: 34, time: "2003-10-11T22:14:15.003Z", host: "mymachine.example.com", app: "su",
                    kind: "ID47", message: "'su root' failed for lonvick on /dev/pts/8"))
        (view, parts) = self.view(
            "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time to make the do-nuts.")
        #expect(view.format == .rfc5424)
        #expect(parts.time == "2003-08-24T12:14:15.000Z" && parts.process == "8710")
        #expect(parts.message == "%% It's time to make the do-nuts.")
        (_, parts) = self.view(
            #"<165>1 2003-10-11T22:14:15.003Z m.example.com evntslog - ID47 [exampleSDID@32473 iut="3" eventSource="Application"][examplePriority@32473 class="high"]"#
        )
        #expect(
            parts.data
                == #"[exampleSDID@32473 iut="3" eventSource="Application"][examplePriority@32473 class="high"]"#)
        #expect(parts.message.isEmpty)
        (_, parts) = self.view(#"<165>1 - - - - - [a b="x\"]y"] hello"#)
        #expect(parts.data == #"[a b="x\"]y"]"# && parts.message == "hello" && parts.time == nil)
    }

    @Test func `the examples of RFC 3164 and what is found in the field are read`() {
        var (view, parts) = view("<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8")
        #expect(view.format == .rfc3164)
        #expect(
            parts
                == Parts(
                    priority: 34, time: "2026-10-11T22:14:15.000Z", host: "mymachine", app: "su",
                    message: "'su root' failed for lonvick on /dev/pts/8"))
        (_, parts) = self.view("<13>Feb  5 17:32:18 10.0.0.99 Use the BFG!")
        #expect(parts.host == "10.0.0.99" && parts.message == "Use the BFG!" && parts.app.isEmpty)
        (_, parts) = self.view("<13>Nov 23 11:59:00 host sshd[1234]: hello there")
        #expect(parts.app == "sshd" && parts.process == "1234" && parts.message == "hello there")
        (_, parts) = self.view("<13>Nov 23 11:59:00 sshd[1234]: without a host")
        #expect(parts.host.isEmpty && parts.app == "sshd" && parts.message == "without a host")
        (_, parts) = self.view("<189>*Nov 23 2025 11:59:00.123: %SYS-5-CONFIG_I: Configured")
        #expect(parts.time == "2025-11-23T11:59:00.123Z" && parts.message == "Configured")
        (_, parts) = self.view("<13>2026-11-23T11:59:00.5+01:00 host app: text")
        #expect(parts.time == "2026-11-23T10:59:00.500Z" && parts.host == "host" && parts.app == "app")
    }

    @Test func `a line of December that comes in January is of the year before`() {
        let bytes = Array("<13>Dec 31 23:59:59 host app: text".utf8)
        let january = Timestamp(seconds: 1_798_761_605)  // 2027-01-01T00:00:05Z
        #expect(SyslogView(bytes.span, receivedAt: january).time?.description == "2026-12-31T23:59:59.000Z")
    }

    @Test func `the devices' own lines are read, with and without a header`() {
        var (view, parts) = view("20130312-142901 CMD admin@172.16.68.130 mod cmd PHONE/USER-UI reg-edit-reg")
        #expect(view.format == .device && parts.time == "2013-03-12T14:29:01.000Z")
        #expect(parts.message == "CMD admin@172.16.68.130 mod cmd PHONE/USER-UI reg-edit-reg")
        (view, parts) = self.view("<134>LOG_HTTP 3 TCP-Up 172.16.10.14:7793 172.16.0.17:471")
        #expect(view.format == .device && parts.priority == 134)
        #expect(view.module.count == 8 && parts.message.hasPrefix("LOG_HTTP 3"))
        (view, parts) = self.view("19700101-000003 CMD clock not set")
        #expect(view.format == .device && parts.time == nil)
        (view, _) = self.view("Hello World, nothing of ours")
        #expect(view.format == .plain && view.module.isEmpty)
        (view, parts) = self.view("")
        #expect(view.format == .plain && parts.message.isEmpty)
    }

    @Test func `a module belongs to a topic`() {
        func topic(_ module: String) -> String {
            let bytes = Array(module.utf8)
            return "\(DeviceTopics.topic(ofModule: 0..<bytes.count, in: bytes.span))"
        }
        #expect(
            topic("LOG_HTTP") == "tcp" && topic("CMD") == "config-changes" && topic("DECT_MASTER0") == "dect-master")
        #expect(topic("RADIO") == "dect-radio" && topic("SIPS1") == "sip-tls-registrations" && topic("XYZ") == "device")
        #expect("\(DeviceTopics.topic(ofModule: 4..<2000, in: [1, 2].span))" == "device")
    }

    @Test func `priorities beyond 191 are no priorities`() {
        #expect(view("<192>text").1.priority == nil)
        #expect(view("<191>text").1.priority == 191)
        #expect(view("<>text").1.priority == nil)
        #expect(view("<1234>text").1.priority == nil)
    }
}
