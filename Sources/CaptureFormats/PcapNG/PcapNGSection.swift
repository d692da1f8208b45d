/// What a pcapng section says of the machine that captured (Section Header Block, pcapng 4.1). Texts may be empty.
public struct PcapNGSection: Hashable, Sendable {
    /// The hardware, in words (shb_hardware).
    public var hardware: String
    /// The operating system, in words (shb_os).
    public var system: String
    /// The program, with its version (shb_userappl).
    public var application: String
    /// A remark (opt_comment).
    public var comment: String

    /// Makes a section.
    public init(hardware: String = "", system: String = "", application: String = "", comment: String = "") {
        self.hardware = hardware
        self.system = system
        self.application = application
        self.comment = comment
    }
}
