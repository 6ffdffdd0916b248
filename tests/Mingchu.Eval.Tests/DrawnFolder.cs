using OpenCvSharp;

namespace Mingchu.Eval.Tests;

/// <summary>
/// A folder of two drawn pictures, 640 x 640, where a cell of the toy detector is 80 pixels: a capped and a bare head, one head half a cell off
/// that is found only in halves, one red thing that is not labelled.
/// </summary>
internal sealed class DrawnFolder : IDisposable
{
    public DrawnFolder()
    {
        Folder = Directory.CreateTempSubdirectory("drawn-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "images"));
        Directory.CreateDirectory(Path.Combine(Folder, "labels"));
        Write("classes.txt", "hairnet\nno_hairnet\nbucket\n");
        Draw("one", (80, 80, Scalar.Lime), (320, 320, Scalar.Blue));
        Write("labels/one.txt", "0 0.1875 0.1875 0.125 0.125\n1 0.5625 0.5625 0.125 0.125\n");
        Draw("two", (160, 160, Scalar.Lime), (480, 440, Scalar.Black));
        Write("labels/two.txt", "\n2 0.8 0.1 0.1 0.1\n1 0.8125 0.75 0.125 0.125\n");
        Write("attributes.csv", "stem,box,head,mask\none,0,net,worn\none,1,bare,wrong\ntwo,1,bare,unknown\ntwo,2,bare,none\n");
    }

    public string Folder { get; }

    public string this[string file] => Path.Combine(Folder, file);

    public void Write(string file, string text) => File.WriteAllText(this[file], text);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Draw(string stem, params (int X, int Y, Scalar Around)[] heads)
    {
        using var mat = new Mat(640, 640, MatType.CV_8UC3, Scalar.Black);
        foreach (var (x, y, around) in heads)
        {
            Cv2.Rectangle(mat, new Rect(x - 40, y - 40, 160, 160), around, -1);
            Cv2.Rectangle(mat, new Rect(x, y, 80, 80), Scalar.Red, -1);
        }
        Cv2.ImWrite(this[$"images/{stem}.png"], mat);
    }
}
