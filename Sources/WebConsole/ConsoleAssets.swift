import NIOCore

/// The files that pages load.
enum ConsoleAssets {
    /// A file with its media type.
    struct File: Sendable {
        let name: String
        let type: String
        let content: ByteBuffer
    }

    static let files = [
        File(name: "console.css", type: "text/css; charset=utf-8", content: .init(bytes: PackageResources.console_css)),
        File(
            name: "console.js", type: "text/javascript; charset=utf-8",
            content: .init(bytes: PackageResources.console_js)),
        File(name: "icon.svg", type: "image/svg+xml", content: .init(bytes: PackageResources.icon_svg)),
    ]

    /// Changes when one of the files does, so that browsers may keep them for ever.
    static let version: String = {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for file in files {
            for octet in file.content.readableBytesView { hash = (hash ^ UInt64(octet)) &* 0x100_0000_01b3 }
        }
        return String(hash, radix: 36)
    }()
}
