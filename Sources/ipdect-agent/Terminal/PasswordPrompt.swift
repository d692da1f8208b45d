import ArgumentParser
import Glibc

/// Asks people for a password on their terminal, without showing it.
enum PasswordPrompt {
    /// The longest password that is taken, in octets.
    static let limit = 1024

    /// The password that somebody types; `nil` without a terminal. Control-C ends the command.
    static func ask(_ question: String) throws -> String? {
        let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else { return nil }
        defer { close(terminal) }
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else { return nil }
        var quiet = before
        // Without ISIG, Control-C is an octet: the command never ends with the echo off.
        quiet.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard tcsetattr(terminal, TCSAFLUSH, &quiet) == 0 else { return nil }
        say(question + ": ", on: terminal)
        let password = read(from: terminal)
        _ = tcsetattr(terminal, TCSAFLUSH, &before)
        say("\n", on: terminal)
        guard let password else { throw ExitCode(130) }
        guard password.count <= limit else { throw fail("the password is longer than \(limit) octets") }
        guard let text = String(validating: password, as: UTF8.self) else { throw fail("the password is not UTF-8") }
        return text
    }

    private static func say(_ text: String, on terminal: Int32) {
        let octets = Array(text.utf8)
        _ = write(terminal, octets, octets.count)
    }

    /// A line without its end; `nil` when it was broken off.
    private static func read(from terminal: Int32) -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            var octet: UInt8 = 0
            let count = Glibc.read(terminal, &octet, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return nil }
            switch octet {
            case 0x03, 0x1c: return nil
            case 0x0a, 0x0d, 0x04: return line
            case 0x08, 0x7f:
                // A whole character, which may be several octets.
                while let last = line.popLast(), last & 0xc0 == 0x80 {}
            case 0x15: line.removeAll()
            default: if line.count <= limit { line.append(octet) }
            }
        }
    }
}
