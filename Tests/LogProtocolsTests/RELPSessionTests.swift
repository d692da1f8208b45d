import LogProtocols
import Testing

struct RELPSessionTests {
    /// A session to which text comes in pieces of one size; what it found and answered.
    private struct Bench {
        var session: RELPSession
        var rest: [UInt8] = []
        var found: [String] = []

        init(limit: Int = 64) { session = RELPSession(limit: limit) }

        mutating func feed(_ text: String, size: Int = .max) throws(RELPError) {
            var input = Array(text.utf8)[...]
            while !input.isEmpty {
                rest += input.prefix(size)
                input = input.dropFirst(size)
                let octets = rest
                let used = try session.messages(in: octets.span) { range in
                    found.append(String(decoding: octets[range], as: UTF8.self))
                }
                rest.removeFirst(used)
                #expect(rest.count <= session.roomNeeded)
            }
        }

        mutating func answers(durable count: Int) -> String {
            String(decoding: session.answers(durable: count), as: UTF8.self)
        }
    }

    private static let opening = "1 open 53 relp_version=0\nrelp_software=librelp,1.10.0\ncommands=\n"
    private static let opened = "1 rsp 64 200 OK\nrelp_version=0\nrelp_software=ipdect-agent\ncommands=syslog\n"

    @Test(arguments: [Int.max, 1, 2, 3, 7])
    func `a session is opened, its messages are answered when they are durable, and it is closed`(size: Int) throws {
        var bench = Bench()
        try bench.feed(Self.opening, size: size)
        #expect(bench.answers(durable: 0) == Self.opened)
        try bench.feed("2 syslog 7 <13>one\n3 syslog 8 <13>t\nwo\n4 close 0\n", size: size)
        #expect(bench.found == ["<13>one", "<13>t\nwo"] && bench.rest.isEmpty)
        #expect(bench.answers(durable: 0).isEmpty && !bench.session.isOver)
        #expect(bench.answers(durable: 1) == "2 rsp 6 200 OK\n")
        #expect(bench.answers(durable: 1) == "3 rsp 6 200 OK\n4 rsp 0\n0 serverclose 0\n")
        #expect(bench.session.isOver)
    }

    @Test(arguments: [Int.max, 1, 5])
    func `what is too long is cut, and the next message is found`(size: Int) throws {
        var bench = Bench(limit: 10)
        try bench.feed("1 open 0\n2 syslog 26 abcdefghijklmnopqrstuvwxyz\n3 syslog 10 0123456789\n", size: size)
        #expect(bench.found == ["abcdefghij", "0123456789"] && bench.session.cut == 1 && bench.rest.isEmpty)
        #expect(bench.answers(durable: 2).hasSuffix("2 rsp 6 200 OK\n3 rsp 6 200 OK\n"))
    }

    @Test func `a command that is not known is answered so, and the session goes on`() throws {
        var bench = Bench()
        try bench.feed("1 open 0 \n2 starttls 0\n3 syslog 2 hi\n")
        #expect(bench.found == ["hi"])
        #expect(
            bench.answers(durable: 1).hasSuffix("2 rsp 34 500 expected open, syslog or close\n3 rsp 6 200 OK\n"))
    }

    @Test(arguments: [
        "x", "1234567890 open 0\n", "1 \n", "1  open", "1 op3n 0\n", "1 syslog 2 hi\n", "1 open x\n",
        "1 open 12345678901",
        "1 open 3 abcd\n", "1 open 3\nabc\n", "<13>1 2026-11-23T12:00:00Z host app - - - no RELP\n",
    ])
    func `what is no RELP says what was expected`(text: String) {
        var bench = Bench()
        #expect(throws: RELPError.self) { try bench.feed(text) }
        var slow = Bench()
        #expect(throws: RELPError.self) { try slow.feed(text, size: 1) }
    }
}
